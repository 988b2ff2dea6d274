using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Query;

/// <summary>Records of a data type: the paths of its model, each in the record's JSON unless a column has it.</summary>
/// <param name="entity">What a record is called, for messages.</param>
/// <param name="records">The paths of the model.</param>
/// <param name="body">The record's JSON: on PostgreSQL an expression of type <c>json</c> or <c>jsonb</c>.</param>
/// <param name="columns">The paths that columns have, <c>modifiedDate</c> and <c>metadata.isDeleted</c> among them.</param>
public sealed class RecordQuerySchema(
    string entity,
    RecordSchema records,
    SqlText body,
    IReadOnlyDictionary<string, QueryField> columns
) : IQuerySchema
{
    private static readonly QueryField InArray = QueryField.Refuse("is in an array, which can't be queried");

    /// <inheritdoc/>
    public string Entity => entity;

    /// <inheritdoc/>
    public QueryField? Resolve(string path)
    {
        if (!records.TryResolve(path, out var field))
        {
            return null;
        }

        return field.IsInArray ? InArray
            : columns.TryGetValue(field.JsonPath, out var column) ? column
            : QueryField.InJson(KindOf(field.Kind), body, field.JsonPath);
    }

    private static QueryKind KindOf(FieldKind kind) =>
        kind switch
        {
            FieldKind.Number => QueryKind.Number,
            FieldKind.Date => QueryKind.Date,
            FieldKind.Boolean => QueryKind.Boolean,
            _ => QueryKind.Text,
        };
}

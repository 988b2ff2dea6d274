namespace Causeway.Server.Query;

/// <summary>A value of an item that is not in a database.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <param name="Kind">Text, boolean or identifier.</param>
/// <param name="Value">The value as text.</param>
public sealed record MemoryField<T>(QueryKind Kind, Func<T, string?> Value);

/// <summary>Filters and orders items in memory as the query language wants it, for a list that is in no table.</summary>
/// <typeparam name="T">The item.</typeparam>
public sealed class MemoryList<T> : IQuerySchema
{
    private readonly Dictionary<string, MemoryField<T>> fields;
    private readonly QuerySchema schema;

    public MemoryList(string entity, IReadOnlyDictionary<string, MemoryField<T>> fields)
    {
        if (fields.FirstOrDefault(f => f.Value.Kind is QueryKind.Number or QueryKind.Date) is { Key: { } name })
        {
            throw new ArgumentException(
                $"{name} is a number or a date, which this list can't compare.",
                nameof(fields)
            );
        }

        this.fields = new(fields, StringComparer.Ordinal);
        // The column's SQL is never run here: it is the field's name.
        schema = new QuerySchema(
            entity,
            fields.ToDictionary(
                f => f.Key,
                f => (QueryField)new QueryField.Column(f.Value.Kind, f.Key),
                StringComparer.Ordinal
            )
        );
    }

    /// <inheritdoc/>
    public string Entity => schema.Entity;

    /// <inheritdoc/>
    public QueryField? Resolve(string path) => schema.Resolve(path);

    /// <summary>The page that is asked for, and how many items there are on all.</summary>
    public (IReadOnlyList<T> Results, int Total) Page(IEnumerable<T> items, ListRequest list)
    {
        var found = items.Where(i => list.Filter.Condition is not { } condition || Holds(condition, i)).ToList();
        if (list.Order.Field is QueryField.Column column)
        {
            var key = fields[column.Sql.Sqlite].Value;
            found =
            [
                .. list.Order.IsDescending
                    ? found.OrderByDescending(i => key(i)?.ToLowerInvariant(), StringComparer.Ordinal)
                    : found.OrderBy(i => key(i)?.ToLowerInvariant(), StringComparer.Ordinal),
            ];
        }

        return ([.. found.Skip((int)Math.Min(list.Page.Offset, int.MaxValue)).Take(list.Page.Size)], found.Count);
    }

    private bool Holds(QueryCondition condition, T item) =>
        condition switch
        {
            QueryCondition.All all => Holds(all.Left, item) && Holds(all.Right, item),
            QueryCondition.Any any => Holds(any.Left, item) || Holds(any.Right, item),
            QueryCondition.Test { Field: QueryField.Column column } test => test.Operator switch
            {
                QueryOperator.Equal => Equals(test.Value, ValueOf(column, item)),
                QueryOperator.NotEqual => !Equals(test.Value, ValueOf(column, item)),
                _ => ValueOf(column, item)?.Contains(Written(test.Value), StringComparison.OrdinalIgnoreCase) is true,
            },
            _ => throw new InvalidOperationException($"{condition} can't be decided in memory."),
        };

    private string? ValueOf(QueryField.Column column, T item) => fields[column.Sql.Sqlite].Value(item);

    private static bool Equals(QueryValue wanted, string? value) =>
        wanted is QueryValue.Identifier id
            ? id.Value is { } guid && Guid.TryParse(value, out var found) && found == guid
            : string.Equals(Written(wanted), value, StringComparison.OrdinalIgnoreCase);

    private static string Written(QueryValue value) =>
        value switch
        {
            QueryValue.Text text => text.Value,
            QueryValue.Identifier id => id.Written,
            QueryValue.Boolean boolean => boolean.Value ? "true" : "false",
            _ => throw new InvalidOperationException($"{value} can't be compared in memory."),
        };
}

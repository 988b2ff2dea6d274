using Causeway.Server.Query.Sql;

namespace Causeway.Server.Query;

/// <summary>What a list is ordered by: one field, or only what the list itself is ordered by.</summary>
public sealed class QueryOrder
{
    private readonly QueryField? field;
    private readonly bool isDescending;

    private QueryOrder(QueryField? field, bool isDescending) => (this.field, this.isDescending) = (field, isDescending);

    /// <summary>What is ordered by, null if nothing is.</summary>
    internal QueryField? Field => this.field;

    /// <summary>Whether the order is reversed.</summary>
    internal bool IsDescending => isDescending;

    /// <summary>The list's own order.</summary>
    public static QueryOrder None { get; } = new(null, isDescending: false);

    /// <summary>Reads the parameter <c>orderBy</c>: <c>field</c>, or <c>-field</c> for the reverse.</summary>
    public static QueryResult<QueryOrder> Parse(string? text, IQuerySchema schema)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return None;
        }

        var descending = trimmed[0] == '-';
        var path = (descending ? trimmed[1..].TrimStart() : trimmed).ToString();
        var position = text.AsSpan().IndexOf(path) + 1;
        return schema.Resolve(path) switch
        {
            null => QueryError.Unresolved(path, schema.Entity, position),
            QueryField.NotQueryable refused => QueryError.Malformed(
                position,
                $"{QueryError.Echo(path)} {refused.Reason}",
                path
            ),
            QueryField.AnyOf => QueryError.Malformed(
                position,
                $"{QueryError.Echo(path)} can have many values, and is nothing to order by",
                path
            ),
            var field => new QueryOrder(field, descending),
        };
    }

    /// <summary>
    /// What follows ORDER BY. Texts go by the code points of their lower case, the same on every database, and rows
    /// without a value come last.
    /// </summary>
    /// <param name="dialect">The database's SQL.</param>
    /// <param name="tieBreaker">A column, or several, that make the order total, so that no page repeats a row.</param>
    public string ToSql(QueryDialect dialect, string tieBreaker) =>
        field is null ? tieBreaker : $"{dialect.Order(field, isDescending)}, {tieBreaker}";
}

using Causeway.Server.Query.Sql;
using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Query;

/// <summary>What a list is filtered by: a query that is understood, ready to become SQL.</summary>
public sealed class QueryFilter
{
    private readonly QueryCondition? condition;

    private QueryFilter(QueryCondition? condition) => this.condition = condition;

    /// <summary>Lets everything through.</summary>
    public static QueryFilter None { get; } = new(null);

    /// <summary>What is asked, null if nothing is.</summary>
    internal QueryCondition? Condition => condition;

    /// <summary>Whether there is nothing to filter by.</summary>
    public bool IsEmpty => condition is null;

    /// <summary>Reads the parameter <c>query</c>; none, or an empty one, lets everything through.</summary>
    public static QueryResult<QueryFilter> Parse(string? text, IQuerySchema schema)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return None;
        }

        if (!QueryParser.Read(text).Succeeded(out var node, out var error))
        {
            return error;
        }

        return QueryBinder.Bind(node, schema).Succeeded(out var condition, out error)
            ? new QueryFilter(condition)
            : error;
    }

    /// <summary>The condition for a WHERE clause, in parentheses. A value of the caller's is a parameter, always.</summary>
    /// <param name="dialect">The database's SQL.</param>
    /// <param name="parameterPrefix">What the names of parameters start with, to tell those of two filters apart.</param>
    public SqlFragment ToSql(QueryDialect dialect, string parameterPrefix = "q") =>
        dialect.Render(condition, parameterPrefix);
}

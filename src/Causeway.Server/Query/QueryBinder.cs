using Causeway.Server.Query.Syntax;

namespace Causeway.Server.Query;

/// <summary>Gives the properties of a query their meaning, or says which of them has none, and why.</summary>
internal static class QueryBinder
{
    public static QueryResult<QueryCondition> Bind(QueryNode node, IQuerySchema schema)
    {
        switch (node)
        {
            case AndNode and:
                return Join(and.Left, and.Right, schema, static (l, r) => new QueryCondition.All(l, r));
            case OrNode or:
                return Join(or.Left, or.Right, schema, static (l, r) => new QueryCondition.Any(l, r));
            default:
                return Bind((ComparisonNode)node, schema);
        }
    }

    private static QueryResult<QueryCondition> Join(
        QueryNode left,
        QueryNode right,
        IQuerySchema schema,
        Func<QueryCondition, QueryCondition, QueryCondition> join
    )
    {
        if (!Bind(left, schema).Succeeded(out var boundLeft, out var error))
        {
            return error;
        }

        return Bind(right, schema).Succeeded(out var boundRight, out error) ? join(boundLeft, boundRight) : error;
    }

    private static QueryResult<QueryCondition> Bind(ComparisonNode comparison, IQuerySchema schema)
    {
        var (path, position) = comparison.Property;
        var field = schema.Resolve(path);
        var kind = QueryKind.Text;
        switch (field)
        {
            case QueryField.Column column:
                kind = column.Kind;
                break;
            case QueryField.Json json:
                kind = json.Kind;
                break;
            case QueryField.AnyOf any:
                kind = any.Item.Kind;
                break;
            case QueryField.NotQueryable refused:
                return QueryError.Malformed(position, $"{QueryError.Echo(path)} {refused.Reason}", path);
            default:
                return QueryError.Unresolved(path, schema.Entity, position);
        }

        if (!IsAllowed(comparison.Operator, kind))
        {
            return QueryError.Malformed(
                comparison.OperatorPosition,
                $"{QueryError.Echo(path)} is {Noun(kind)}, and can't be compared with {comparison.Operator.Symbol()}",
                path
            );
        }

        if (Value(comparison.Value.Text, kind) is { } value)
        {
            return new QueryCondition.Test(field, comparison.Operator, value);
        }

        return QueryError.Malformed(
            comparison.Value.Position,
            $"{QueryError.Echo(path)} is {Noun(kind)}, and '{QueryError.Echo(comparison.Value.Text)}' is not {Example(kind)}",
            path
        );
    }

    private static bool IsAllowed(QueryOperator op, QueryKind kind) =>
        op switch
        {
            QueryOperator.Equal or QueryOperator.NotEqual => true,
            QueryOperator.Contains => kind is QueryKind.Text or QueryKind.Identifier,
            _ => kind is QueryKind.Number or QueryKind.Date,
        };

    private static QueryValue? Value(string text, QueryKind kind) =>
        kind switch
        {
            QueryKind.Number => QueryNumber.IsValid(text) ? new QueryValue.Number(text) : null,
            QueryKind.Date => QueryInstant.TryParse(text) is { Utc: not null } instant
                ? new QueryValue.Date(instant)
                : null,
            QueryKind.Boolean => bool.TryParse(text, out var value) ? new QueryValue.Boolean(value) : null,
            QueryKind.Identifier => new QueryValue.Identifier(text, Guid.TryParse(text, out var id) ? id : null),
            _ => new QueryValue.Text(text),
        };

    private static string Noun(QueryKind kind) =>
        kind switch
        {
            QueryKind.Number => "a number",
            QueryKind.Date => "a date",
            QueryKind.Boolean => "true or false",
            QueryKind.Identifier => "an id",
            _ => "a text",
        };

    private static string Example(QueryKind kind) =>
        kind switch
        {
            QueryKind.Number => "a number such as 100 or -12.50",
            QueryKind.Date => "a date such as 2022-10-23 or 2022-10-23T10:00:00Z",
            _ => "true or false",
        };
}

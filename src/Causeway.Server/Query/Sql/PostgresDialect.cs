using System.Data.Common;
using Npgsql;

namespace Causeway.Server.Query.Sql;

/// <summary>
/// PostgreSQL throws when it casts a text that is not what it should be, so what lies in a JSON document is looked at
/// first, in a subquery that takes it out of the document once: reading the document is what costs time.
/// </summary>
internal sealed class PostgresDialect : QueryDialect
{
    private const string Number = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9][0-9]?)?$";

    // The days that exist, as QueryInstant reads them.
    private const string Date =
        "^(?!0000)([0-9][0-9][0-9][0-9]-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
        + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
        + "|([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
        + "(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?"
        + "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?)?$";

    private const string HasZone = "right(v.t, 1) = 'Z' OR (length(v.t) > 10 AND left(right(v.t, 6), 1) IN ('+', '-'))";

    internal override DbParameter CreateParameter(string name, object value) => new NpgsqlParameter(name, value);

    internal override string Order(QueryField field, bool descending)
    {
        var (key, kind, isRequired) = field switch
        {
            QueryField.Json json => (OrderKey(json), json.Kind, false),
            QueryField.Column { Kind: QueryKind.Text } column => (
                $"lower({column.Sql.Postgres})",
                column.Kind,
                column.IsRequired
            ),
            QueryField.Column column => (column.Sql.Postgres, column.Kind, column.IsRequired),
            _ => throw new InvalidOperationException($"{field} is nothing to order by."),
        };
        var collation = kind is QueryKind.Text ? " COLLATE \"C\"" : "";
        return $"{key}{collation}{(descending ? isRequired ? " DESC" : " DESC NULLS LAST" : "")}";
    }

    private protected override string Of(SqlText text) => text.Postgres;

    private protected override void WriteTest(Writer to, QueryField field, QueryOperator op, QueryValue value)
    {
        var sql = (field, value) switch
        {
            (QueryField.Json json, QueryValue.Text text) =>
                $"({TextTest(to, ValueOf(json), op, text.Value)} AND left({JsonOf(json)}, 1) = '\"')",
            (QueryField.Json json, QueryValue.Number number) =>
                $"{NumberOf(json)} {op.Symbol()} CAST({to.Parameter(number.Value)} AS numeric)",
            (QueryField.Json json, QueryValue.Date date) =>
                $"{InstantOf(json)} {op.Symbol()} CAST({to.Parameter(date.Value.Text)} AS timestamptz)",
            (QueryField.Json json, QueryValue.Boolean boolean) =>
                $"{JsonOf(json)} = '{(boolean.Value ? "true" : "false")}'",
            (QueryField.Column column, QueryValue.Text text) => TextTest(to, column.Sql.Postgres, op, text.Value),
            (QueryField.Column column, QueryValue.Number number) =>
                $"{column.Sql.Postgres} {op.Symbol()} CAST({to.Parameter(number.Value)} AS numeric)",
            (QueryField.Column column, QueryValue.Date date) =>
                $"{column.Sql.Postgres} {op.Symbol()} CAST({to.Parameter(date.Value.Text)} AS timestamptz)",
            (QueryField.Column column, QueryValue.Boolean boolean) =>
                $"{column.Sql.Postgres} = {(boolean.Value ? "TRUE" : "FALSE")}",
            (QueryField.Column column, QueryValue.Identifier id) => IdTest(to, column.Sql.Postgres, op, id),
            _ => throw new InvalidOperationException($"{field} has no value {value}."),
        };
        to.Sql.Append(sql);
    }

    private static string TextTest(Writer to, string operand, QueryOperator op, string value)
    {
        var parameter = $"lower({to.Parameter(value)})";
        return op is QueryOperator.Contains
            ? $"strpos(lower({operand}), {parameter}) > 0"
            : $"lower({operand}) = {parameter}";
    }

    private static string IdTest(Writer to, string operand, QueryOperator op, QueryValue.Identifier id) =>
        op is QueryOperator.Contains ? TextTest(to, $"CAST({operand} AS text)", op, id.Written)
        : id.Value is { } value ? $"{operand} = {to.Parameter(value)}"
        : "FALSE";

    private static string OrderKey(QueryField.Json json) =>
        json.Kind switch
        {
            QueryKind.Text => Guarded(
                JsonOf(json),
                "left(v.t, 1) = '\"'",
                "lower(CAST(v.t AS json) #>> CAST(ARRAY[] AS text[]))"
            ),
            QueryKind.Number => NumberOf(json),
            QueryKind.Date => InstantOf(json),
            _ => Guarded(JsonOf(json), "v.t IN ('true', 'false')", "CAST(v.t AS boolean)"),
        };

    private static string NumberOf(QueryField.Json json) =>
        Guarded(JsonOf(json), $"length(v.t) <= {QueryNumber.MaxLength} AND v.t ~ '{Number}'", "CAST(v.t AS numeric)");

    private static string InstantOf(QueryField.Json json) =>
        Guarded(
            ValueOf(json),
            $"length(v.t) <= {QueryInstant.MaxLength} AND v.t ~ '{Date}'",
            $"CAST(CASE WHEN {HasZone} THEN v.t ELSE v.t || 'Z' END AS timestamptz)"
        );

    // OFFSET 0 keeps the planner from putting the expression in the place of each v.t.
    private static string Guarded(string text, string guard, string cast) =>
        $"(SELECT CASE WHEN {guard} THEN {cast} END FROM (SELECT {text} AS t OFFSET 0) v)";

    private static string ValueOf(QueryField.Json json) => $"({json.Document.Postgres} #>> {Path(json)})";

    // The JSON text: a number with all its digits, a text with its quotes, so that neither passes for the other.
    private static string JsonOf(QueryField.Json json) => $"CAST({json.Document.Postgres} #> {Path(json)} AS text)";

    private static string Path(QueryField.Json json) =>
        $"ARRAY['{json.Path.Replace(".", "','", StringComparison.Ordinal)}']";
}

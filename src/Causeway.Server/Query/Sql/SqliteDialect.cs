using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Query.Sql;

/// <summary>
/// SQLite knows no case but ASCII's, no decimals and no instants: the functions of
/// <see cref="SqliteQueryFunctions"/> do.
/// </summary>
internal sealed class SqliteDialect : QueryDialect
{
    internal override DbParameter CreateParameter(string name, object value) => new SqliteParameter($"@{name}", value);

    internal override string Order(QueryField field, bool descending)
    {
        var (key, isRequired) = field switch
        {
            QueryField.Json json => (OrderKey(json), false),
            QueryField.Column column => (OrderKey(column), column.IsRequired),
            _ => throw new InvalidOperationException($"{field} is nothing to order by."),
        };
        return $"{key}{(descending ? " DESC" : isRequired ? "" : " NULLS LAST")}";
    }

    private protected override string Of(SqlText text) => text.Sqlite;

    private protected override void WriteTest(Writer to, QueryField field, QueryOperator op, QueryValue value)
    {
        var sql = (field, value) switch
        {
            (QueryField.Json json, QueryValue.Text text) =>
                $"({TextTest(to, ValueOf(json), op, text.Value)} AND json_type({Arguments(json)}) = 'text')",
            (QueryField.Json json, QueryValue.Number number) => NumberTest(to, JsonOf(json), op, number.Value),
            (QueryField.Json json, QueryValue.Date date) =>
                $"{SqliteQueryFunctions.Instant}({ValueOf(json)}) {op.Symbol()} {to.Parameter(date.Value.Microseconds)}",
            (QueryField.Json json, QueryValue.Boolean boolean) =>
                $"({JsonOf(json)}) = '{(boolean.Value ? "true" : "false")}'",
            (QueryField.Column column, QueryValue.Text text) => TextTest(to, column.Sql.Sqlite, op, text.Value),
            (QueryField.Column column, QueryValue.Number number) => NumberTest(
                to,
                $"CAST({column.Sql.Sqlite} AS TEXT)",
                op,
                number.Value
            ),
            (QueryField.Column column, QueryValue.Date { Value.Utc: { } utc }) =>
                $"{column.Sql.Sqlite} {op.Symbol()} {to.Parameter(column.SqliteInstant(utc))}",
            (QueryField.Column column, QueryValue.Boolean boolean) =>
                $"{column.Sql.Sqlite} = {(boolean.Value ? "TRUE" : "FALSE")}",
            (QueryField.Column column, QueryValue.Identifier id) => IdTest(to, column.Sql.Sqlite, op, id),
            _ => throw new InvalidOperationException($"{field} has no value {value}."),
        };
        to.Sql.Append(sql);
    }

    private static string TextTest(Writer to, string operand, QueryOperator op, string value)
    {
        var parameter = to.Parameter(value.ToLowerInvariant());
        var lower = $"{SqliteQueryFunctions.Lower}({operand})";
        return op is QueryOperator.Contains ? $"instr({lower}, {parameter}) > 0" : $"{lower} = {parameter}";
    }

    private static string NumberTest(Writer to, string operand, QueryOperator op, string value) =>
        $"{SqliteQueryFunctions.CompareNumbers}({operand}, {to.Parameter(value)}) {op.Symbol()} 0";

    private static string IdTest(Writer to, string operand, QueryOperator op, QueryValue.Identifier id) =>
        op is QueryOperator.Contains ? TextTest(to, operand, op, id.Written)
        : id.Value is { } value ? $"{operand} = {to.Parameter(value)}"
        : "FALSE";

    private static string OrderKey(QueryField.Column column) =>
        column.Kind switch
        {
            QueryKind.Text => $"{SqliteQueryFunctions.Lower}({column.Sql.Sqlite})",
            QueryKind.Number => $"CAST({column.Sql.Sqlite} AS NUMERIC)",
            _ => column.Sql.Sqlite,
        };

    private static string OrderKey(QueryField.Json json) =>
        json.Kind switch
        {
            QueryKind.Text =>
                $"CASE WHEN json_type({Arguments(json)}) = 'text' THEN {SqliteQueryFunctions.Lower}({ValueOf(json)}) END",
            // As floating point: numbers that differ after fifteen digits only go by the tie-breaker.
            QueryKind.Number => $"{SqliteQueryFunctions.Number}({JsonOf(json)})",
            QueryKind.Date => $"{SqliteQueryFunctions.Instant}({ValueOf(json)})",
            _ => $"CASE {JsonOf(json)} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END",
        };

    private static string Arguments(QueryField.Json json) => $"{json.Document.Sqlite}, {Path(json)}";

    private static string ValueOf(QueryField.Json json) => $"{json.Document.Sqlite} ->> {Path(json)}";

    // The JSON text: a number with all its digits, a text with its quotes, so that neither passes for the other.
    private static string JsonOf(QueryField.Json json) => $"{json.Document.Sqlite} -> {Path(json)}";

    private static string Path(QueryField.Json json) =>
        $"'$.\"{json.Path.Replace(".", "\".\"", StringComparison.Ordinal)}\"'";
}

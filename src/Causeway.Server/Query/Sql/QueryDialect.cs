using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Causeway.Server.Query.Sql;

/// <summary>
/// How a query becomes SQL. A comparison with an absent value is neither true nor false in SQL, and as nothing but
/// <c>!=</c>, which is true then, negates, the whole comes out as the query language wants it.
/// </summary>
public abstract class QueryDialect
{
    private protected QueryDialect() { }

    /// <summary>For SQLite; the connection needs <see cref="SqliteQueryFunctions.Register"/>.</summary>
    public static QueryDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>For PostgreSQL 15 and later.</summary>
    public static QueryDialect Postgres { get; } = new PostgresDialect();

    internal SqlFragment Render(QueryCondition? condition, string parameterPrefix)
    {
        var writer = new Writer(parameterPrefix);
        writer.Sql.Append('(');
        if (condition is null)
        {
            writer.Sql.Append("TRUE");
        }
        else
        {
            Write(writer, condition, insideAll: false);
        }

        writer.Sql.Append(')');
        return new SqlFragment(this, writer.Sql.ToString(), writer.Arguments);
    }

    /// <summary>What to sort by, with the direction.</summary>
    internal abstract string Order(QueryField field, bool descending);

    internal abstract DbParameter CreateParameter(string name, object value);

    /// <summary>The SQL of a schema as this database has it.</summary>
    private protected abstract string Of(SqlText text);

    /// <summary>Any comparison but <c>!=</c> and those of collections: true, false, or null where there is no value.</summary>
    private protected abstract void WriteTest(Writer to, QueryField field, QueryOperator op, QueryValue value);

    private void Write(Writer to, QueryCondition condition, bool insideAll)
    {
        switch (condition)
        {
            case QueryCondition.All all:
                Write(to, all.Left, insideAll: true);
                to.Sql.Append(" AND ");
                Write(to, all.Right, insideAll: true);
                break;
            case QueryCondition.Any any:
                to.Sql.Append(insideAll ? "(" : "");
                Write(to, any.Left, insideAll: false);
                to.Sql.Append(" OR ");
                Write(to, any.Right, insideAll: false);
                to.Sql.Append(insideAll ? ")" : "");
                break;
            case QueryCondition.Test { Field: QueryField.AnyOf any } test:
                WriteAny(to, any, test);
                break;
            case QueryCondition.Test
            {
                Field: QueryField.Column { IsRequired: true },
                Operator: QueryOperator.NotEqual,
                Value: QueryValue.Boolean flag
            } test:
                // The form that an index on the flag serves.
                WriteTest(to, test.Field, QueryOperator.Equal, new QueryValue.Boolean(!flag.Value));
                break;
            case QueryCondition.Test { Operator: QueryOperator.NotEqual } test:
                to.Sql.Append('(');
                WriteTest(to, test.Field, QueryOperator.Equal, test.Value);
                to.Sql.Append(") IS NOT TRUE");
                break;
            case QueryCondition.Test test:
                WriteTest(to, test.Field, test.Operator, test.Value);
                break;
        }
    }

    private void WriteAny(Writer to, QueryField.AnyOf any, QueryCondition.Test test)
    {
        var (start, op) =
            test.Operator is QueryOperator.NotEqual ? ("NOT EXISTS", QueryOperator.Equal) : ("EXISTS", test.Operator);
        to.Sql.Append(
            CultureInfo.InvariantCulture,
            $"{start} (SELECT 1 FROM {Of(any.From)} WHERE ({Of(any.Where)}) AND "
        );
        if (any.Keyed is var (key, value))
        {
            WriteTest(to, QueryField.Text(key), QueryOperator.Equal, new QueryValue.Text(value));
            to.Sql.Append(" AND ");
        }

        WriteTest(to, any.Item, op, test.Value);
        to.Sql.Append(')');
    }

    /// <summary>The SQL so far, and the values that it names.</summary>
    private protected sealed class Writer(string prefix)
    {
        public StringBuilder Sql { get; } = new(256);

        public List<KeyValuePair<string, object>> Arguments { get; } = [];

        /// <summary>A value of the caller's gets a name, and only the name becomes SQL.</summary>
        public string Parameter(object value)
        {
            var name = $"{prefix}{Arguments.Count.ToString(CultureInfo.InvariantCulture)}";
            Arguments.Add(new KeyValuePair<string, object>(name, value));
            return $"@{name}";
        }
    }
}

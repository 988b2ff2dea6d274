using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>A connection that only reads, with the statements that it ran before.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    // Statements differ by scope, and with queries by the fields that are asked for.
    private const int MostStatements = 100;

    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    public SqliteStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statements.Add(sql, statement = new SqliteStatement(connection, sql));
        }

        return statement;
    }

    /// <summary>Keeps no more statements than are worth it; none may be running.</summary>
    public void Trim()
    {
        if (statements.Count > MostStatements)
        {
            Forget();
        }
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        statements.Clear();
    }
}

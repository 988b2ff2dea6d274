using System.Data.Common;
using Causeway.Server.Query.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Causeway.Server.Storage;

/// <summary>Sets up each SQLite connection: readers beside one writer, and an fsync only at checkpoints, which a killed process survives; and the functions of the query language.</summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; PRAGMA temp_store=MEMORY;";

    // In kibibytes. There are many readers, for whom the operating system keeps the same pages once; who writes comes to the same pages of
    // indexes again and again.
    private const string ReadersCache = " PRAGMA cache_size=-2000;";
    private const string WritersCache = " PRAGMA cache_size=-16000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    /// <summary>Sets up a connection that was opened without EF Core.</summary>
    public static void Apply(DbConnection connection, bool onlyReads = false)
    {
        using var command = connection.CreateCommand();
        command.CommandText = onlyReads ? Pragmas + ReadersCache : Pragmas + WritersCache;
        command.ExecuteNonQuery();
        SqliteQueryFunctions.Register((SqliteConnection)connection);
    }
}

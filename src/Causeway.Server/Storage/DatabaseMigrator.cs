using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>Brings the database to this version at start, one process at a time. A SQLite file belongs to this process until it ends.</summary>
public sealed partial class DatabaseMigrator(DatabaseOptions database, ILogger<DatabaseMigrator> logger) : IDisposable
{
    // Any number, as long as nothing else takes an advisory lock with it.
    private const long StartLock = 0x63_61_75_73_65_77_61_79;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Long enough for a predecessor that was asked to end.
    private static readonly TimeSpan PatienceForPredecessor = TimeSpan.FromSeconds(10);

    private FileStream? ownership;

    /// <summary>Migrates the control tables, then runs what else must happen while no other process starts.</summary>
    public async Task MigrateAsync(Func<CancellationToken, Task> afterwards, CancellationToken ct)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            await WithSqliteLockAsync(afterwards, ct);
        }
        else
        {
            await WithPostgresLockAsync(afterwards, ct);
        }
    }

    public void Dispose() => ownership?.Dispose();

    private async Task WithSqliteLockAsync(Func<CancellationToken, Task> afterwards, CancellationToken ct)
    {
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        ownership = await OwnAsync(Path.GetFullPath(file), ct);
        await MigrationScripts.RunAsync(database, ct);
        await RowCounts.EnsureAsync(database, ct);
        await afterwards(ct);
    }

    // Two processes on one file would both handle its messages, each believing that it is alone.
    private async Task<FileStream> OwnAsync(string file, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)PatienceForPredecessor.TotalMilliseconds;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                if (LockFile.TryTake(file + ".lock") is { } taken)
                {
                    return taken;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SettingException(
                    "Causeway:Database (or Causeway:DataDirectory)",
                    $"names a place for a SQLite file that can't be used: {e.Message}"
                );
            }

            if (Environment.TickCount64 > deadline)
            {
                throw new SettingException(
                    "Causeway:Database",
                    $"names a SQLite file that another process uses: {file}. One file is for one process; several share a PostgreSQL database."
                );
            }

            Log.Waiting(logger);
            await Task.Delay(100, ct);
        }
    }

    private async Task WithPostgresLockAsync(Func<CancellationToken, Task> afterwards, CancellationToken ct)
    {
        await CreateDatabaseAsync(ct);
        // The lock lives in a transaction, not in the session, so that a transaction pooler may stand between.
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@key)", connection, transaction))
        {
            command.Parameters.AddWithValue("key", StartLock);
            command.CommandTimeout = (int)Patience.TotalSeconds;
            await command.ExecuteNonQueryAsync(ct);
        }

        await MigrationScripts.RunAsync(database, ct);
        await RowCounts.EnsureAsync(database, ct);
        await afterwards(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        try
        {
            await using var probe = new NpgsqlConnection(database.ConnectionString);
            await probe.OpenAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidCatalogName)
        {
            var admin = new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Database = "postgres",
                Pooling = false,
            };
            await using var connection = new NpgsqlConnection(admin.ToString());
            await connection.OpenAsync(ct);
            var name = target.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name}\"", connection);
            try
            {
                await create.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException race)
                when (race.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another process was quicker.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Waiting for another process that is starting.")]
        public static partial void Waiting(ILogger logger);
    }
}

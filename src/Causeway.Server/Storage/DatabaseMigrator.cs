using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Causeway.Server.Storage;

/// <summary>Brings the database to this version at start, one process at a time.</summary>
public sealed partial class DatabaseMigrator(DatabaseOptions database, ILogger<DatabaseMigrator> logger)
{
    // Any number, as long as nothing else takes an advisory lock with it.
    private const long StartLock = 0x63_61_75_73_65_77_61_79;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

    private async Task WithSqliteLockAsync(Func<CancellationToken, Task> afterwards, CancellationToken ct)
    {
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await using var held = await LockFileAsync(file + ".lock", ct);
        var options = new DbContextOptionsBuilder<SqliteMigrations>();
        StorageFeature.Configure(options, database);
        await using var db = new SqliteMigrations(options.Options);
        await ForgetAbandonedLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);
        await afterwards(ct);
    }

    // EF Core notes its own lock in a table, where the lock of a process that was killed stays for ever.
    // The file lock is ours alone by now, so a note that is there was abandoned.
    private static async Task ForgetAbandonedLockAsync(SqliteMigrations db, CancellationToken ct)
    {
        var exists = await db
            .Database.SqlQuery<int>(
                $"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'"
            )
            .SingleAsync(ct);
        if (exists > 0)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", ct);
        }
    }

    private async Task<FileStream> LockFileAsync(string path, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Log.Waiting(logger);
                await Task.Delay(100, ct);
            }
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

        var options = new DbContextOptionsBuilder<PostgresMigrations>();
        StorageFeature.Configure(options, database);
        await using var db = new PostgresMigrations(options.Options);
        await db.Database.MigrateAsync(ct);
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

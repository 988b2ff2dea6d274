using Causeway.Server.Records;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Bench;

/// <summary>A database of a benchmark's own, gone at the end.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string? directory;
    private readonly string? server;

    private ScratchDatabase(DatabaseOptions options, string? directory, string? server)
    {
        (Options, this.directory, this.server) = (options, directory, server);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(TimeProvider.System);
        StorageFeature.Add(collection, options);
        RecordsFeature.Add(collection);
        services = collection.BuildServiceProvider();
    }

    public DatabaseOptions Options { get; }

    public IServiceProvider Services => services;

    public IRecordStore Records => services.GetRequiredService<IRecordStore>();

    /// <summary>A database with the server's tables.</summary>
    public static async Task<ScratchDatabase> CreateAsync(BenchSettings settings, DatabaseKind kind)
    {
        var database = CreateEmpty(settings, kind);
        await using var scope = database.services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<DatabaseMigrator>()
            .MigrateAsync(database.Records.MigrateAsync, CancellationToken.None);
        return database;
    }

    /// <summary>A database that is not there yet: whoever uses it first creates it.</summary>
    public static ScratchDatabase CreateEmpty(BenchSettings settings, DatabaseKind kind)
    {
        var name = $"causeway_bench_{Guid.CreateVersion7():N}";
        if (kind is DatabaseKind.Sqlite)
        {
            var scratch = Directory.CreateTempSubdirectory("causeway-bench-").FullName;
            return new ScratchDatabase(DatabaseOptions.Parse("", scratch), scratch, null);
        }

        var connection = new NpgsqlConnectionStringBuilder(settings.Postgres) { Database = name };
        return new ScratchDatabase(DatabaseOptions.Parse(connection.ToString(), ""), null, settings.Postgres);
    }

    /// <summary>Lets go of the database, which on SQLite is one process's; what is in it stays until the end.</summary>
    public ValueTask LeaveAsync() => services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            var name = new NpgsqlConnectionStringBuilder(Options.ConnectionString).Database!;
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }

        if (directory is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }
}

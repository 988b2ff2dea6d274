using Causeway.Server.Records;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Bench;

/// <summary>A database of a benchmark's own, with the server's tables, gone at the end.</summary>
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

    public static async Task<ScratchDatabase> CreateAsync(BenchSettings settings, DatabaseKind kind)
    {
        var name = $"causeway_bench_{Guid.CreateVersion7():N}";
        ScratchDatabase database;
        if (kind is DatabaseKind.Sqlite)
        {
            var directory = Directory.CreateTempSubdirectory("causeway-bench-").FullName;
            database = new ScratchDatabase(DatabaseOptions.Parse("", directory), directory, null);
        }
        else
        {
            var connection = new NpgsqlConnectionStringBuilder(settings.Postgres) { Database = name };
            database = new ScratchDatabase(DatabaseOptions.Parse(connection.ToString(), ""), null, settings.Postgres);
        }

        await using var scope = database.services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<DatabaseMigrator>()
            .MigrateAsync(database.Records.MigrateAsync, CancellationToken.None);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
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

using System.Security.Cryptography;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>What outlives a server process: its data directory, its database and its key. Disposing of it deletes them.</summary>
public sealed class ServerHome(DatabaseKind kind) : IAsyncDisposable
{
    private readonly string database = $"causeway_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public DatabaseKind Kind => kind;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("causeway-home-").FullName;

    /// <summary>The key that the server is told to take as its first.</summary>
    public string ApiKey { get; } = $"compat-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>The setting <c>Causeway:Database</c>. The server creates the database.</summary>
    public string ConnectionString =>
        kind is DatabaseKind.Sqlite
            ? $"Data Source={Path.Combine(Directory, "causeway.db")}"
            : new NpgsqlConnectionStringBuilder(PostgresServer()) { Database = database }.ToString();

    public async ValueTask DisposeAsync()
    {
        if (kind is DatabaseKind.Postgres)
        {
            await using var connection = new NpgsqlConnection(PostgresServer());
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string PostgresServer() =>
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_POSTGRES") is { Length: > 0 } server
            ? server
            : throw new InvalidOperationException(
                "CAUSEWAY_TEST_POSTGRES must hold a connection string of a PostgreSQL server where databases can be created; ./test sets it."
            );
}

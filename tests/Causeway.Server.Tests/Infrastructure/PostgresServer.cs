using System.Security.Cryptography;
using Npgsql;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>The PostgreSQL server that tests may create databases on.</summary>
public static class PostgresServer
{
    /// <summary>The environment variable with its connection string.</summary>
    public const string Variable = "CAUSEWAY_TEST_POSTGRES";

    /// <summary>Creates an empty database of its own for a test, or a fixture, which drops it by disposing of it.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(server))
        {
            throw new InvalidOperationException(
                $"{Variable} is not set. It must hold the connection string of a PostgreSQL server on which these tests "
                    + "may create databases, such as Host=127.0.0.1;Port=5432;Username=postgres;Database=postgres."
            );
        }

        var name = $"causeway_test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

        // Not the server's default locale, which could be C, where only ASCII has upper and lower case.
        await ExecuteAsync(
            server,
            $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        );
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        return new PostgresDatabase(name, connectionString, server);
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database that lives as long as its test.</summary>
public sealed class PostgresDatabase(string name, string connectionString, string server) : IAsyncDisposable
{
    /// <summary>How to reach it.</summary>
    public string ConnectionString => connectionString;

    /// <summary>Drops it, whoever is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await PostgresServer.ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}

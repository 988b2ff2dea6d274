using Npgsql;

namespace Causeway.Server.Tests.Infrastructure;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task A_database_exists_until_it_is_disposed_of()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT lower('ÄÖ')", connection);
        (await command.ExecuteScalarAsync()).ShouldBe("äö");

        await database.DisposeAsync(); // while a connection is open

        var gone = await Should.ThrowAsync<PostgresException>(async () =>
        {
            await using var late = new NpgsqlConnection(database.ConnectionString);
            await late.OpenAsync();
        });
        gone.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }
}

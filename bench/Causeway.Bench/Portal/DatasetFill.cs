using Causeway.Server.Storage;

namespace Causeway.Bench.Portal;

/// <summary>Gives each connection a read that has ended, of which one in fifty failed.</summary>
internal static class DatasetFill
{
    // The connections' ids will do for the datasets', too.
    private const string Insert = """
        INSERT INTO datasets (id, company_id, connection_id, data_type, cause, "order", status, requested, started, ended, plan, phase, slice,
            failures, counts, alive, version, moves)
        SELECT c.id, c.company_id, c.id, 'invoices', 'Scheduled', 0,
            CASE WHEN row_number() OVER (ORDER BY c.id) % 50 = 0 THEN 'FetchError' ELSE 'Complete' END,
            c.created, c.created, c.created, '{}', 'Fetch', 1, 0, '{}', c.created, 1, 5
        FROM connections c
        """;

    public static async Task AddAsync(DatabaseOptions database)
    {
        await using var connection = database.CreateConnection();
        await connection.OpenAsync();
        await RunAsync(Insert);
        await RunAsync(database.Kind is DatabaseKind.Sqlite ? "ANALYZE" : "VACUUM (ANALYZE) datasets");

        async Task RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync();
        }
    }
}

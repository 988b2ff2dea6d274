using Causeway.Contracts;
using Npgsql;
using static Causeway.Server.Records.Store.Postgres.PostgresRows;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>Removes what a connection has, on PostgreSQL: the rows that are many in batches, at last the streams.</summary>
internal static class PostgresPurge
{
    private const string Streams =
        "SELECT number FROM record_streams WHERE company_id = $1 AND connection_id = $2 ORDER BY number FOR UPDATE";

    public static async Task<int> RunAsync(
        NpgsqlConnection connection,
        CompanyId company,
        ConnectionId source,
        int limit,
        CancellationToken ct
    )
    {
        var removed = 0;
        var streams = await StreamsAsync(connection, company, source, ct);
        foreach (var table in (string[])["records", "record_raws"])
        {
            foreach (var stream in streams)
            {
                if (removed == limit)
                {
                    return removed;
                }

                var (first, last) = (StreamRow.Place(stream, 0), StreamRow.Place(stream, uint.MaxValue));
                removed += await RunAsync(
                    connection,
                    Command(
                        $"""
                        DELETE FROM {table} WHERE company_id = $1 AND place BETWEEN $2 AND (
                            SELECT max(place) FROM (
                                SELECT place FROM {table} WHERE company_id = $1 AND place BETWEEN $2 AND $3 ORDER BY place LIMIT $4
                            ) batch
                        )
                        """,
                        company,
                        Typed(first),
                        Typed(last),
                        Typed(limit - removed)
                    ),
                    ct
                );
            }
        }

        return removed == limit
            ? removed
            : removed + await RemoveStreamsAsync(connection, company, source, [.. streams.Take(limit - removed)], ct);
    }

    private static async Task<int> RemoveStreamsAsync(
        NpgsqlConnection connection,
        CompanyId company,
        ConnectionId source,
        int[] streams,
        CancellationToken ct
    )
    {
        await RunAsync(
            connection,
            Command(
                "DELETE FROM record_sightings WHERE company_id = $1 AND stream = ANY ($2)",
                company,
                Typed(streams)
            ),
            ct
        );
        return await RunAsync(
            connection,
            Command(
                "DELETE FROM record_streams WHERE company_id = $1 AND connection_id = $2 AND number = ANY ($3)",
                company,
                Typed(source.Value),
                Typed(streams)
            ),
            ct
        );
    }

    private static async Task<List<int>> StreamsAsync(
        NpgsqlConnection connection,
        CompanyId company,
        ConnectionId source,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Streams, company, Typed(source.Value)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var streams = new List<int>();
        while (await reader.ReadAsync(ct))
        {
            streams.Add(reader.GetInt32(0));
        }

        return streams;
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection,
        NpgsqlBatchCommand command,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(ct);
    }
}

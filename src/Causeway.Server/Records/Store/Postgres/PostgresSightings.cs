using System.Runtime.CompilerServices;
using Causeway.Contracts;
using Npgsql;
using static Causeway.Server.Records.Store.Postgres.PostgresRows;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>Which records the latest scan of a stream saw, on PostgreSQL.</summary>
internal static class PostgresSightings
{
    // What is read at once to find what vanished: 16 kilobytes, half a million records at most.
    private const int ChunksAtOnce = 16;

    private const string Select =
        "SELECT chunk, bits FROM record_sightings WHERE company_id = $1 AND stream = $2 AND chunk = ANY ($3)";

    private const string Forget = "DELETE FROM record_sightings WHERE company_id = $1 AND stream = $2";

    private const string Save = """
        INSERT INTO record_sightings (company_id, stream, chunk, bits)
        SELECT $1, $2, u.chunk, u.bits FROM unnest($3, $4) AS u (chunk, bits)
        ON CONFLICT (company_id, stream, chunk) DO UPDATE SET bits = excluded.bits
        """;

    private const string Living =
        "SELECT place FROM records WHERE company_id = $1 AND place BETWEEN $2 AND $3 AND place = ANY ($4) AND NOT is_deleted ORDER BY place";

    /// <summary>The commands that note what a scan saw, to be sent with others; what an earlier one saw is forgotten.</summary>
    public static async Task<IReadOnlyList<NpgsqlBatchCommand>> NoteAsync(
        NpgsqlConnection connection,
        CompanyId company,
        StreamRow row,
        long generation,
        IReadOnlyCollection<long> ordinals,
        CancellationToken ct
    )
    {
        if (generation == 0)
        {
            return [];
        }

        List<NpgsqlBatchCommand> commands = [];
        var chunks = new Dictionary<int, byte[]>();
        if (row.Begin(generation))
        {
            commands.Add(Command(Forget, company, Typed(row.Number)));
        }
        else
        {
            chunks = await FindAsync(connection, company, row, [.. ordinals.Select(Sightings.ChunkOf).Distinct()], ct);
        }

        Sightings.Add(chunks, ordinals);
        if (chunks.Count > 0)
        {
            commands.Add(
                Command(
                    Save,
                    company,
                    Typed(row.Number),
                    Typed<int[]>([.. chunks.Keys]),
                    Typed<byte[][]>([.. chunks.Values])
                )
            );
        }

        return commands;
    }

    /// <summary>Places of living records from <see cref="StreamRow.Swept"/> on that the scan did not see.</summary>
    public static async IAsyncEnumerable<long> VanishedAsync(
        NpgsqlConnection connection,
        CompanyId company,
        StreamRow row,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var last = Sightings.ChunkOf(row.LastOrdinal);
        for (var first = Sightings.ChunkOf(row.Swept); first <= last; first += ChunksAtOnce)
        {
            int[] window = [.. Enumerable.Range(first, Math.Min(ChunksAtOnce, last - first + 1))];
            var chunks = await FindAsync(connection, company, row, window, ct);
            foreach (var chunk in window)
            {
                var unseen = Sightings.Unseen(chunk, chunks.GetValueOrDefault(chunk), row.Swept, row.LastOrdinal);
                foreach (var place in await LivingAsync(connection, company, row, unseen, ct))
                {
                    yield return place;
                }
            }
        }
    }

    private static async Task<Dictionary<int, byte[]>> FindAsync(
        NpgsqlConnection connection,
        CompanyId company,
        StreamRow row,
        int[] chunks,
        CancellationToken ct
    )
    {
        var found = new Dictionary<int, byte[]>();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Select, company, Typed(row.Number), Typed(chunks)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
        }

        return found;
    }

    private static async Task<List<long>> LivingAsync(
        NpgsqlConnection connection,
        CompanyId company,
        StreamRow row,
        List<long> ordinals,
        CancellationToken ct
    )
    {
        var living = new List<long>();
        if (ordinals.Count == 0)
        {
            return living;
        }

        long[] places = [.. ordinals.Select(row.Place)];
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Living, company, Typed(places[0]), Typed(places[^1]), Typed(places)));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            living.Add(reader.GetInt64(0));
        }

        return living;
    }
}

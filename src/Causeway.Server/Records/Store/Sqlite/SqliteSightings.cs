using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>Which records the latest scan of a stream saw, on SQLite.</summary>
internal static class SqliteSightings
{
    /// <summary>Notes what a scan saw; what an earlier one saw is forgotten.</summary>
    public static void Note(
        SqliteConnection connection,
        StreamRow row,
        long generation,
        IReadOnlyCollection<long> ordinals
    )
    {
        if (generation == 0)
        {
            return;
        }

        if (row.Begin(generation))
        {
            using var forget = new SqliteStatement(connection, "DELETE FROM record_sightings WHERE stream = ?1");
            forget.Bind(1, row.Number).Run();
        }

        var chunks = new Dictionary<int, byte[]>();
        foreach (var chunk in ordinals.Select(Sightings.ChunkOf).Distinct())
        {
            if (Find(connection, row, chunk) is { } bits)
            {
                chunks.Add(chunk, bits);
            }
        }

        Sightings.Add(chunks, ordinals);
        using var save = new SqliteStatement(
            connection,
            "INSERT INTO record_sightings (stream, chunk, bits) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bits = excluded.bits"
        );
        foreach (var (chunk, bits) in chunks)
        {
            save.Bind(1, row.Number).Bind(2, chunk).BindBlob(3, bits).Run();
        }
    }

    /// <summary>Places of living records from <see cref="StreamRow.Swept"/> on that the scan did not see.</summary>
    public static IEnumerable<long> Vanished(SqliteConnection connection, StreamRow row)
    {
        using var isAlive = new SqliteStatement(
            connection,
            "SELECT 1 FROM records WHERE place = ?1 AND is_deleted = 0"
        );
        for (var chunk = Sightings.ChunkOf(row.Swept); chunk <= Sightings.ChunkOf(row.LastOrdinal); chunk++)
        {
            foreach (var ordinal in Sightings.Unseen(chunk, Find(connection, row, chunk), row.Swept, row.LastOrdinal))
            {
                var place = row.Place(ordinal);
                var alive = isAlive.Bind(1, place).Step();
                isAlive.Reset();
                if (alive)
                {
                    yield return place;
                }
            }
        }
    }

    private static byte[]? Find(SqliteConnection connection, StreamRow row, int chunk)
    {
        using var find = new SqliteStatement(
            connection,
            "SELECT bits FROM record_sightings WHERE stream = ?1 AND chunk = ?2"
        );
        find.Bind(1, row.Number).Bind(2, chunk);
        return find.Step() ? find.Bytes(0).ToArray() : null;
    }
}

namespace Causeway.Server.Records.Store;

/// <summary>
/// Which records a scan saw, as bits by ordinal: to note that a million records are still there takes 122 rows of a
/// kilobyte, and leaves the records alone.
/// </summary>
internal static class Sightings
{
    /// <summary>How many ordinals one row covers; the first row begins with ordinal 0, which no record has.</summary>
    public const int ChunkSize = 8192;

    public static int ChunkOf(long ordinal) => (int)(ordinal / ChunkSize);

    /// <summary>Sets the bits, in chunks that are there or new.</summary>
    public static void Add(Dictionary<int, byte[]> chunks, IEnumerable<long> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            var chunk = ChunkOf(ordinal);
            if (!chunks.TryGetValue(chunk, out var bits))
            {
                chunks.Add(chunk, bits = new byte[ChunkSize / 8]);
            }

            var bit = (int)(ordinal % ChunkSize);
            bits[bit / 8] |= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>The ordinals of a chunk that were not seen, within bounds.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="bits">Its bits; null if none is set.</param>
    /// <param name="after">The ordinal before the first that counts.</param>
    /// <param name="last">The last that counts.</param>
    public static List<long> Unseen(int chunk, byte[]? bits, long after, long last)
    {
        var unseen = new List<long>();
        var first = (long)chunk * ChunkSize;
        var end = Math.Min(last, first + ChunkSize - 1);
        for (var ordinal = Math.Max(after + 1, first); ordinal <= end; ordinal++)
        {
            var bit = (int)(ordinal - first);
            if (bits is null || (bits[bit / 8] & (1 << (bit % 8))) == 0)
            {
                unseen.Add(ordinal);
            }
        }

        return unseen;
    }
}

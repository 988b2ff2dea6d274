namespace Causeway.Server.Records.Store;

/// <summary>Makes a batch fit to be stored: valid keys, each once, and no zero characters.</summary>
internal static class RecordBatch
{
    /// <summary>The records in order; of one that comes twice the last form.</summary>
    public static IReadOnlyList<RecordWrite> Prepare(IReadOnlyList<RecordWrite> records)
    {
        var index = new Dictionary<string, int>(records.Count, StringComparer.Ordinal);
        var batch = new List<RecordWrite>(records.Count);
        foreach (var record in records)
        {
            if (!RecordKey.IsValid(record.Id))
            {
                throw new ArgumentException("A record has a key that can't be stored.", nameof(records));
            }

            var clean = record with { Json = WithoutZeros(record.Json) };
            if (index.TryGetValue(record.Id, out var earlier))
            {
                batch[earlier] = clean;
            }
            else
            {
                index.Add(record.Id, batch.Count);
                batch.Add(clean);
            }
        }

        return batch;
    }

    // PostgreSQL has no zero character in a text and refuses to look into JSON that has one, escaped as it must be; what
    // a source has there is garbage anyway. It becomes the replacement character, and stays in the raw copy.
    private static ReadOnlyMemory<byte> WithoutZeros(ReadOnlyMemory<byte> json)
    {
        byte[]? copy = null;
        var from = 0;
        while (json.Span[from..].IndexOf(@"\u0000"u8) is >= 0 and var found)
        {
            var at = from + found;
            from = at + 2;
            if (!IsEscaped(json.Span, at))
            {
                copy ??= json.ToArray();
                @"\ufffd"u8.CopyTo(copy.AsSpan(at));
            }
        }

        return copy ?? json;
    }

    // An odd number of backslashes before this one makes it a character, not the beginning of an escape.
    private static bool IsEscaped(ReadOnlySpan<byte> json, int at)
    {
        var backslashes = 0;
        while (at > 0 && json[at - 1] == '\\')
        {
            backslashes++;
            at--;
        }

        return backslashes % 2 == 1;
    }
}

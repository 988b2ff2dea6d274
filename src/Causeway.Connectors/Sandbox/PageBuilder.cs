using System.Buffers;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

/// <summary>Gathers the rows of one page in one buffer.</summary>
/// <param name="feed">Whose rows they are.</param>
/// <param name="mishaps">What becomes of them.</param>
/// <param name="modifiedFrom">Rows that last changed before are left out.</param>
/// <param name="isFull">Whether the read is one of everything.</param>
/// <param name="isStart">Whether the page is the first of the read.</param>
internal sealed class PageBuilder<TRow>(
    Feed<TRow> feed,
    Mishaps mishaps,
    DateTimeOffset? modifiedFrom,
    bool isFull,
    bool isStart
) : IDisposable
    where TRow : ISandboxRow
{
    private readonly long oldest = feed.IsDated ? modifiedFrom?.ToUnixTimeMilliseconds() ?? 0 : 0;
    private readonly List<(string Id, int Start, int Length)> rows = [];
    private readonly List<string> deleted = [];
    private readonly Utf8JsonWriter json = new(Stream.Null);
    private ArrayBufferWriter<byte> buffer = new(64 * 1024);
    private bool isFirst = isFull && isStart;

    public int Count => rows.Count + deleted.Count;

    public long Next { get; private set; }

    public void Add(Batch<TRow> batch)
    {
        Next = batch.Next;
        deleted.AddRange(batch.Deleted);
        foreach (var row in batch.Rows)
        {
            if (row.Changed < oldest || (isFull && mishaps.Hides(row.Id)))
            {
                continue;
            }

            var start = buffer.WrittenCount;
            json.Reset(buffer);
            if (mishaps.Spoils(row.Id, isFirst))
            {
                WriteMalformed(row);
            }
            else
            {
                JsonSerializer.Serialize(json, row, feed.Json);
            }

            json.Flush();
            rows.Add((row.Id, start, buffer.WrittenCount - start));
            isFirst = false;
        }
    }

    public void Dispose() => json.Dispose();

    public SourcePage Build(string? nextCursor, string? watermark, long? total)
    {
        var memory = buffer.WrittenMemory;
        var page = new SourcePage
        {
            Rows = [.. rows.Select(r => new SourceRow(r.Id, memory.Slice(r.Start, r.Length)))],
            Deleted = [.. deleted],
            NextCursor = nextCursor,
            Watermark = watermark,
            Total = total,
        };
        buffer = new ArrayBufferWriter<byte>(Math.Max(1024, memory.Length));
        rows.Clear();
        deleted.Clear();
        return page;
    }

    private void WriteMalformed(TRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("changed", "some day");
        json.WriteEndObject();
    }
}

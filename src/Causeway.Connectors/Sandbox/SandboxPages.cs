using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

/// <summary>Serves the records of a made-up source in pages, and fails as was chosen.</summary>
internal sealed class SandboxPages(BusinessClock clock, SandboxFault fault, TimeProvider time)
{
    private const int PageSize = 500;
    private const int IdPageSize = 5_000;

    /// <summary>The moment that a write or a new read sees.</summary>
    public Moment Now => clock.At(time.GetUtcNow());

    /// <summary>Where a read begins or goes on.</summary>
    public ReadCursor Start(ReadWindow window)
    {
        if (window.Cursor is not null)
        {
            return ReadCursor.Parse(window.Cursor);
        }

        long? since = window.Since is null ? null : long.Parse(window.Since, CultureInfo.InvariantCulture);
        // A clock that was put back must not make a read end before the last one did.
        return new ReadCursor(Math.Max(Now.Instant.ToUnixTimeMilliseconds(), since ?? 0), since, 0);
    }

    /// <summary>Where a list of ids begins or goes on.</summary>
    public ReadCursor StartIds(string? cursor) => Start(new ReadWindow { Cursor = cursor });

    /// <summary>The moment that a read shows.</summary>
    public Moment MomentOf(ReadCursor cursor) => At(cursor.Until);

    public async IAsyncEnumerable<SourcePage> ReadAsync<TRow>(
        ReadCursor cursor,
        DateTimeOffset? modifiedFrom,
        Feed<TRow> feed,
        [EnumeratorCancellation] CancellationToken ct
    )
        where TRow : ISandboxRow
    {
        var period = PeriodOf(cursor);
        using var page = new PageBuilder<TRow>(feed, modifiedFrom, fault, period.Since is null);
        var isFirst = true;
        foreach (var batch in feed.Read(period, cursor.Position))
        {
            if (page.Count >= PageSize)
            {
                await PassAsync(period.Since is not null, ct);
                yield return page.Build((cursor with { Position = page.Next }).ToString(), null, TotalOf(isFirst));
                isFirst = false;
            }

            page.Add(batch);
        }

        await PassAsync(period.Since is not null, ct);
        yield return page.Build(null, cursor.Until.ToString(CultureInfo.InvariantCulture), TotalOf(isFirst));

        long? TotalOf(bool first) =>
            first && period.Since is null && modifiedFrom is null && fault is not SandboxFault.Vanish
                ? feed.Count?.Invoke()
                : null;
    }

    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        ReadCursor at,
        IEnumerable<string> all,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var ids = new List<string>();
        foreach (var id in all.Skip((int)at.Position))
        {
            at = at with { Position = at.Position + 1 };
            if (fault is SandboxFault.Vanish && HasVanished(id))
            {
                continue;
            }

            ids.Add(id);
            if (ids.Count == IdPageSize)
            {
                await PassAsync(isRefresh: true, ct);
                yield return new SourceIdPage(ids, at.ToString());
                ids = [];
            }
        }

        await PassAsync(isRefresh: true, ct);
        yield return new SourceIdPage(ids, null);
    }

    /// <summary>Fails, or takes its time, as was chosen.</summary>
    public async Task PassAsync(bool isRefresh, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        switch (fault)
        {
            case SandboxFault.RateLimit when now.ToUnixTimeSeconds() % 4 is 0:
                throw new SourceException(
                    new SourceFailure(SourceFailureCategory.RateLimited, "The sandbox was told to have too many calls.")
                    {
                        RetryAfter = TimeSpan.FromSeconds(1),
                    }
                );
            case SandboxFault.Unavailable when now.Second < 20:
                throw new SourceException(
                    new SourceFailure(SourceFailureCategory.Unavailable, "The sandbox was told to be down for a while.")
                );
            case SandboxFault.AuthRevoked when isRefresh:
                throw new SourceException(
                    new SourceFailure(
                        SourceFailureCategory.Authentication,
                        "The sandbox was told to revoke the access."
                    )
                );
            case SandboxFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(2), time, ct);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a record is one of the nine of ten.</summary>
    public static bool HasVanished(string id) => Dice.Seed(id) % 10 is not 0;

    private Period PeriodOf(ReadCursor cursor) => new(cursor.Since is { } since ? At(since) : null, At(cursor.Until));

    private Moment At(long milliseconds) => clock.At(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    /// <summary>Gathers the rows of one page in one buffer.</summary>
    private sealed class PageBuilder<TRow>(
        Feed<TRow> feed,
        DateTimeOffset? modifiedFrom,
        SandboxFault fault,
        bool isFull
    ) : IDisposable
        where TRow : ISandboxRow
    {
        private readonly long oldest = feed.IsDated ? modifiedFrom?.ToUnixTimeMilliseconds() ?? 0 : 0;
        private readonly List<(string Id, int Start, int Length)> rows = [];
        private readonly List<string> deleted = [];
        private readonly Utf8JsonWriter json = new(Stream.Null);
        private ArrayBufferWriter<byte> buffer = new(64 * 1024);

        public int Count => rows.Count + deleted.Count;

        public long Next { get; private set; }

        public void Add(Batch<TRow> batch)
        {
            Next = batch.Next;
            deleted.AddRange(batch.Deleted);
            foreach (var row in batch.Rows)
            {
                if (row.Changed < oldest || (fault is SandboxFault.Vanish && isFull && HasVanished(row.Id)))
                {
                    continue;
                }

                var start = buffer.WrittenCount;
                json.Reset(buffer);
                if (fault is SandboxFault.Malformed && Dice.Seed(row.Id) % 25 is 3)
                {
                    WriteMalformed(row);
                }
                else
                {
                    JsonSerializer.Serialize(json, row, feed.Json);
                }

                json.Flush();
                rows.Add((row.Id, start, buffer.WrittenCount - start));
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
}

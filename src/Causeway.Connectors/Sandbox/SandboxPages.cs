using System.Globalization;
using System.Runtime.CompilerServices;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

/// <summary>Serves the records of a made-up source in pages.</summary>
internal sealed class SandboxPages(BusinessClock clock, Mishaps mishaps, TimeProvider time)
{
    private const int PageSize = 500;
    private const int IdPageSize = 5_000;

    /// <summary>The moment that a write or a new read sees.</summary>
    public Moment Now => clock.At(time.GetUtcNow());

    /// <summary>Reads a data type from where the window says.</summary>
    /// <param name="window">What to read.</param>
    /// <param name="feedAt">What there is to read at the moment that the read shows.</param>
    /// <param name="ct">Ends the read.</param>
    public async IAsyncEnumerable<SourcePage> ReadAsync<TRow>(
        ReadWindow window,
        Func<Moment, Task<Feed<TRow>>> feedAt,
        [EnumeratorCancellation] CancellationToken ct
    )
        where TRow : ISandboxRow
    {
        // The moment comes first: what is written later belongs to the next read.
        var cursor = Start(window);
        var feed = await feedAt(At(cursor.Until));
        var period = PeriodOf(cursor);
        if (window.Cursor is null)
        {
            await mishaps.BeginAsync(feed.Name, period.Since is not null, ct);
        }

        var isFirst = true;
        var isFull = period.Since is null;
        using var page = new PageBuilder<TRow>(feed, mishaps, window.ModifiedFrom, isFull, window.Cursor is null);
        foreach (var batch in feed.Read(period, cursor.Position))
        {
            if (page.Count >= PageSize)
            {
                await mishaps.PassAsync(ct);
                yield return page.Build((cursor with { Position = page.Next }).ToString(), null, TotalOf(isFirst));
                isFirst = false;
            }

            page.Add(batch);
        }

        await mishaps.PassAsync(ct);
        var last = page.Build(null, cursor.Until.ToString(CultureInfo.InvariantCulture), TotalOf(isFirst));
        await mishaps.EndAsync(feed.Name, cursor, ct);
        yield return last;

        long? TotalOf(bool first) =>
            first && isFull && window.ModifiedFrom is null && mishaps.KnowsTotals ? feed.Count?.Invoke() : null;
    }

    /// <summary>Lists the ids of a data type.</summary>
    /// <param name="cursor">Where to go on, or null to begin.</param>
    /// <param name="idsAt">The ids at the moment that the read shows.</param>
    /// <param name="ct">Ends the read.</param>
    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string? cursor,
        Func<Moment, Task<IEnumerable<string>>> idsAt,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var at = Start(new ReadWindow { Cursor = cursor });
        await mishaps.BeginAsync("ids", isRefresh: true, ct);
        var ids = new List<string>();
        foreach (var id in (await idsAt(At(at.Until))).Skip((int)at.Position))
        {
            at = at with { Position = at.Position + 1 };
            if (mishaps.Hides(id))
            {
                continue;
            }

            ids.Add(id);
            if (ids.Count == IdPageSize)
            {
                await mishaps.PassAsync(ct);
                yield return new SourceIdPage(ids, at.ToString());
                ids = [];
            }
        }

        await mishaps.PassAsync(ct);
        yield return new SourceIdPage(ids, null);
    }

    private ReadCursor Start(ReadWindow window)
    {
        if (window.Cursor is not null)
        {
            return ReadCursor.Parse(window.Cursor);
        }

        long? since = window.Since is null ? null : long.Parse(window.Since, CultureInfo.InvariantCulture);
        // A clock that was put back must not make a read end before the last one did.
        return new ReadCursor(Math.Max(Now.Instant.ToUnixTimeMilliseconds(), since ?? 0), since, 0);
    }

    private Period PeriodOf(ReadCursor cursor) => new(cursor.Since is { } since ? At(since) : null, At(cursor.Until));

    private Moment At(long milliseconds) => clock.At(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}

using System.Collections.Concurrent;
using Causeway.Server.Storage;

namespace Causeway.Server.Portal.Live;

/// <summary>
/// Tells open pages that what they show has changed, wherever it was changed. One process asks two questions a second however many pages
/// are open, and none while there are none: what was added to the audit trail, and which syncs are under way and how far.
/// </summary>
public sealed partial class LiveFeed(ReadPool pool, ILogger<LiveFeed> logger) : IDisposable
{
    /// <summary>The subject of pages that show everything.</summary>
    public static readonly Guid Everything = Guid.Empty;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Rows get their numbers before they are committed, so one with a lower number can show up later than its successor.
    private const long Lookback = 500;
    private const int MostActive = 5_000;

    private readonly ILogger logger = logger;
    private readonly ConcurrentDictionary<Watcher, bool> watchers = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Lock starting = new();
    private readonly HashSet<long> seen = [];
    private Dictionary<Guid, Active> active = [];
    private long last = -1;
    private bool isLooking;
    private Task loop = Task.CompletedTask;

    /// <summary>Calls back when one of some companies or connections changes; not more often than pages can be read.</summary>
    /// <param name="subjects">Ids of companies and connections, or <see cref="Everything"/>.</param>
    /// <param name="changed">What is to be done. It is not called again before it is over.</param>
    public IDisposable Watch(IReadOnlyCollection<Guid> subjects, Func<Task> changed)
    {
        var watcher = new Watcher(this, subjects.ToHashSet(), changed);
        lock (starting)
        {
            watchers[watcher] = true;
            if ((!isLooking || loop.IsCompleted) && !ending.IsCancellationRequested)
            {
                isLooking = true;
                loop = Task.Run(RunAsync);
            }
        }

        return watcher;
    }

    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        var ct = ending.Token;
        last = -1;
        using var timer = new PeriodicTimer(Interval);
        while (GoesOn())
        {
            try
            {
                var changed = await LookAsync(ct);
                foreach (var watcher in watchers.Keys)
                {
                    watcher.Tick(changed);
                }

                await timer.WaitForNextTickAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            // The database is away or busy: pages stay as they are until it is back.
            catch (System.Data.Common.DbException e)
            {
                Log.Failed(logger, e);
                await Task.Delay(TimeSpan.FromSeconds(5), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Under the lock of those who begin to watch, so that nobody watches a feed that has just stopped.
    private bool GoesOn()
    {
        lock (starting)
        {
            return isLooking = !watchers.IsEmpty;
        }
    }

    private async Task<HashSet<Guid>> LookAsync(CancellationToken ct)
    {
        await using var lease = await pool.RentAsync(ct);
        var changed = new HashSet<Guid>();
        await ReadTrailAsync(lease, changed, ct);
        await ReadActiveAsync(lease, changed, ct);
        return changed;
    }

    private async Task ReadTrailAsync(ReadLease lease, HashSet<Guid> changed, CancellationToken ct)
    {
        if (last < 0)
        {
            var highest = await lease
                .Constant("SELECT COALESCE(MAX(sequence), 0) FROM connection_events")
                .ExecuteScalarAsync(ct);
            last = Convert.ToInt64(highest, null);
            seen.Clear();
        }

        // The first time, all that was there before counts as seen.
        var isFirst = seen.Count == 0;
        var command = lease.Constant(
            "SELECT sequence, company_id, connection_id FROM connection_events WHERE sequence > @after ORDER BY sequence",
            ("after", Math.Max(0, last - Lookback))
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var sequence = reader.GetInt64(0);
            if (!seen.Add(sequence) || (isFirst && sequence <= last))
            {
                continue;
            }

            last = Math.Max(last, sequence);
            changed.Add(reader.GetGuid(1));
            changed.Add(reader.GetGuid(2));
        }

        if (seen.Count > 4 * Lookback)
        {
            seen.RemoveWhere(sequence => sequence <= last - Lookback);
        }
    }

    private async Task ReadActiveAsync(ReadLease lease, HashSet<Guid> changed, CancellationToken ct)
    {
        var now = new Dictionary<Guid, Active>(active.Count);
        var command = lease.Constant(
            "SELECT id, company_id, connection_id, version FROM datasets WHERE ended IS NULL LIMIT @most",
            ("most", MostActive)
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            now[reader.GetGuid(0)] = new Active(reader.GetGuid(1), reader.GetGuid(2), reader.GetInt32(3));
        }

        foreach (var (id, dataset) in now)
        {
            if (!active.TryGetValue(id, out var before) || before.Version != dataset.Version)
            {
                changed.Add(dataset.Company);
                changed.Add(dataset.Connection);
            }
        }

        // What was under way and is not any more has ended.
        foreach (var (id, dataset) in active)
        {
            if (!now.ContainsKey(id))
            {
                changed.Add(dataset.Company);
                changed.Add(dataset.Connection);
            }
        }

        active = now;
    }

    private readonly record struct Active(Guid Company, Guid Connection, int Version);

    // Guarded by its own flag: the loop is the only one that ticks, and the callback the only one that frees.
    private sealed class Watcher(LiveFeed feed, HashSet<Guid> subjects, Func<Task> changed) : IDisposable
    {
        private static readonly long Shortest = (long)TimeSpan.FromSeconds(1).TotalMilliseconds;
        private static readonly long ShortestOfEverything = (long)TimeSpan.FromSeconds(5).TotalMilliseconds;

        // Pages are read now and then also if nothing was heard: times grow old, and a look may have failed.
        private static readonly long Longest = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

        private readonly bool isOfEverything = subjects.Contains(Everything);
        private long called = Environment.TickCount64;
        private bool isWaiting;
        private int isBusy;

        public void Tick(HashSet<Guid> happened)
        {
            isWaiting |= happened.Count > 0 && (isOfEverything || happened.Overlaps(subjects));
            var since = Environment.TickCount64 - called;
            var isDue = isWaiting ? since >= (isOfEverything ? ShortestOfEverything : Shortest) : since >= Longest;
            if (isDue && Interlocked.CompareExchange(ref isBusy, 1, 0) == 0)
            {
                (isWaiting, called) = (false, Environment.TickCount64);
                _ = CallAsync();
            }
        }

        public void Dispose() => feed.watchers.TryRemove(this, out _);

        private async Task CallAsync()
        {
            try
            {
                await changed();
            }
            // The page was closed in between.
            catch (ObjectDisposedException)
            {
                Dispose();
            }
            // One page's failure is not the others'; the next change has another try.
            catch (Exception e)
            {
                Log.Failed(feed.logger, e);
            }
            finally
            {
                Interlocked.Exchange(ref isBusy, 0);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Open pages could not be told of changes; it is tried again"
        )]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}

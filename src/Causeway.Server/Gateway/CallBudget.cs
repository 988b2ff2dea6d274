using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Gateway;

/// <summary>
/// Holds each connection to the calls that its source allows, and to the wait that the source last asked for. A short wait is waited out; a long one
/// is a failure with the time to come back, so that the work makes room for other work. Each process keeps its own.
/// </summary>
public sealed class CallBudget(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<ConnectionId, Account> accounts = new();

    /// <summary>Takes one call.</summary>
    /// <exception cref="SourceException">The budget is used up for longer than is worth waiting.</exception>
    public async ValueTask<IDisposable> TakeAsync(ConnectionId connection, RequestBudget budget, CancellationToken ct)
    {
        var account = accounts.GetOrAdd(connection, _ => new Account(budget));
        var wait = account.PausedUntil - time.GetUtcNow();
        if (wait > LongestWait)
        {
            throw UsedUp(wait, "The source asked to wait.");
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, ct);
        }

        var lease = account.Calls.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            if (lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) && retryAfter > LongestWait)
            {
                throw UsedUp(retryAfter, "The calls that the source allows are used up.");
            }

            lease.Dispose();
            lease = await account.Calls.AcquireAsync(1, ct);
        }

        lease.Dispose();
        await account.Slots.WaitAsync(ct);
        return new Slot(account.Slots);
    }

    /// <summary>Notes that the source asked to wait.</summary>
    public void Pause(ConnectionId connection, TimeSpan wait)
    {
        if (accounts.TryGetValue(connection, out var account))
        {
            account.PausedUntil = time.GetUtcNow() + wait;
        }
    }

    /// <summary>Forgets a connection that is gone.</summary>
    public void Forget(ConnectionId connection)
    {
        if (accounts.TryRemove(connection, out var account))
        {
            account.Calls.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var account in accounts.Values)
        {
            await account.Calls.DisposeAsync();
            account.Slots.Dispose();
        }
    }

    private static SourceException UsedUp(TimeSpan wait, string message) =>
        new(new SourceFailure(SourceFailureCategory.RateLimited, message) { RetryAfter = wait });

    private sealed class Account(RequestBudget budget)
    {
        private long pausedUntil;

        public SemaphoreSlim Slots { get; } = new(budget.Concurrent);

        // Calls come back one by one and not all at once at the end of the span, so that they spread.
        public TokenBucketRateLimiter Calls { get; } =
            new(
                new TokenBucketRateLimiterOptions
                {
                    TokenLimit = budget.Calls,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = budget.Per / budget.Calls,
                    QueueLimit = int.MaxValue,
                    AutoReplenishment = true,
                }
            );

        public DateTimeOffset PausedUntil
        {
            get => new(Interlocked.Read(ref pausedUntil), TimeSpan.Zero);
            set => Interlocked.Exchange(ref pausedUntil, value.UtcTicks);
        }
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}

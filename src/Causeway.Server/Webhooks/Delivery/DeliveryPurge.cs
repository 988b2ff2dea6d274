using Causeway.Contracts;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Causeway.Server.Webhooks.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Removes events, with their messages and attempts, that were kept for long enough; what is still to be delivered stays.</summary>
public sealed partial class DeliveryPurge(
    IServiceScopeFactory scopes,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<DeliveryPurge> logger
)
{
    private const int Some = 5000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private DateTimeOffset last = DateTimeOffset.MinValue;

    /// <summary>Removes what is old, once an hour.</summary>
    public async Task RunWhenDueAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now - last < Every)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var removed = await PurgeAsync(db, now - options.Value.KeepFor, ct);
        last = now;
        if (removed > 0)
        {
            Log.Purged(logger, removed);
        }
    }

    private static async Task<int> PurgeAsync(CausewayDb db, DateTimeOffset before, CancellationToken ct)
    {
        // The log is in the order of time, so that what is old is at its beginning.
        var newest = await db.Set<ClientEvent>()
            .Where(e => e.Generated < before)
            .OrderByDescending(e => e.Generated)
            .ThenByDescending(e => e.Sequence)
            .Select(e => (long?)e.Sequence)
            .FirstOrDefaultAsync(ct);
        if (newest is not { } last)
        {
            return 0;
        }

        foreach (var webhook in await db.Set<WebhookConsumer>().Select(c => c.Id).ToListAsync(ct))
        {
            await RepeatAsync(db, () => PurgeMessagesAsync(db, webhook, last, before, ct), ct);
        }

        return await RepeatAsync(db, () => PurgeEventsAsync(db, last, before, ct), ct);
    }

    private static async Task<int> PurgeMessagesAsync(
        CausewayDb db,
        WebhookId webhook,
        long last,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        var messages = db.Set<WebhookMessage>().Where(m => m.WebhookId == webhook);
        var old = await messages
            .Where(m => m.EventSequence <= last && m.Due == null && m.LastAttempt < before)
            .OrderBy(m => m.EventSequence)
            .Select(m => m.EventSequence)
            .Take(Some)
            .ToListAsync(ct);
        await db.Set<WebhookAttempt>()
            .Where(a => a.WebhookId == webhook && old.Contains(a.EventSequence))
            .ExecuteDeleteAsync(ct);
        return await messages.Where(m => old.Contains(m.EventSequence) && m.Due == null).ExecuteDeleteAsync(ct);
    }

    private static async Task<int> PurgeEventsAsync(
        CausewayDb db,
        long last,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        // Of each consumer, those that are left: a range of the key.
        var kept = db.Set<WebhookConsumer>()
            .SelectMany(c =>
                db.Set<WebhookMessage>()
                    .Where(m => m.WebhookId == c.Id && m.EventSequence <= last)
                    .Select(m => m.EventSequence)
            );
        var old = await db.Set<ClientEvent>()
            .Where(e => e.Sequence <= last && e.Generated < before && !kept.Contains(e.Sequence))
            .Where(e => !db.Set<WaitingEvent>().Any(w => w.EventId == e.Id))
            .OrderBy(e => e.Sequence)
            .Select(e => e.Sequence)
            .Take(Some)
            .ToListAsync(ct);
        return await db.Set<ClientEvent>().Where(e => old.Contains(e.Sequence)).ExecuteDeleteAsync(ct);
    }

    // Each time some, in a transaction of their own, so that nobody waits for long.
    private static async Task<int> RepeatAsync(CausewayDb db, Func<Task<int>> purge, CancellationToken ct)
    {
        for (var total = 0; ; )
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var removed = await purge();
            await transaction.CommitAsync(ct);
            total += removed;
            if (removed < Some)
            {
                return total;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Events} old events were removed from the webhook log")]
        public static partial void Purged(ILogger logger, int events);
    }
}

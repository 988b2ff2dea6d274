using Causeway.Server.Storage;
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
    private const int Some = 1000;
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
        var total = 0;
        while (true)
        {
            var old = await db.Set<ClientEvent>()
                .Where(e =>
                    e.Generated < before
                    && e.Dispatched != null
                    && !db.Set<WebhookMessage>()
                        .Any(m => m.EventSequence == e.Sequence && (m.Due != null || m.LastAttempt >= before))
                )
                .OrderBy(e => e.Generated)
                .Select(e => e.Sequence)
                .Take(Some)
                .ToListAsync(ct);
            if (old.Count == 0)
            {
                return total;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            total += await db.Set<ClientEvent>().Where(e => old.Contains(e.Sequence)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Events} old events were removed from the webhook log")]
        public static partial void Purged(ILogger logger, int events);
    }
}

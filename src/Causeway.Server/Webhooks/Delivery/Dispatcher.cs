using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Makes of each new event a message for each consumer that wants it: many events in one transaction.</summary>
public sealed class Dispatcher(IServiceScopeFactory scopes, Vault vault, TimeProvider time)
{
    private const int MostEvents = 500;

    private Dictionary<WebhookId, Route> routes = [];

    /// <summary>The consumers as they were at the last run.</summary>
    public IReadOnlyCollection<Route> Routes => routes.Values;

    /// <summary>Dispatches events that wait.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await ReadRoutesAsync(db, ct);
        var waiting = await db.Set<ClientEvent>()
            .AsNoTracking()
            .Where(e => e.Dispatched == null)
            .OrderBy(e => e.Sequence)
            .Take(MostEvents)
            .Select(e => new Waiting(e.Sequence, e.Type, e.CompanyTags, e.About))
            .ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return false;
        }

        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var route in routes.Values.Where(r => !r.Disabled))
        {
            var wanted = waiting.Where(e => e.IsFor(route)).Select(e => e.Sequence).ToList();
            if (wanted.Count > 0)
            {
                await InsertAsync(db, route.Id, wanted, now, ct);
            }
        }

        var all = waiting.ConvertAll(e => e.Sequence);
        await db.Set<ClientEvent>()
            .Where(e => all.Contains(e.Sequence))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Dispatched, now), ct);
        await transaction.CommitAsync(ct);
        return waiting.Count == MostEvents;
    }

    /// <summary>Makes messages of events for a consumer. One that has it already, or is gone meanwhile, gets none.</summary>
    /// <returns>How many messages there are more.</returns>
    public static Task<int> InsertAsync(
        CausewayDb db,
        WebhookId webhook,
        IReadOnlyCollection<long> events,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // Numbers of ours.
        var list = string.Join(',', events.Select(e => e.ToString(CultureInfo.InvariantCulture)));
#pragma warning disable EF1002
        return db.Database.ExecuteSqlRawAsync(
            $$"""
            INSERT INTO webhook_messages (webhook_id, event_sequence, status, created, attempts, tries, due)
            SELECT c.id, e.sequence, 'Pending', {0}, 0, 0, {0}
            FROM webhook_events e JOIN webhook_consumers c ON c.id = {1}
            WHERE e.sequence IN ({{list}})
            ORDER BY e.sequence
            ON CONFLICT (event_sequence, webhook_id) DO NOTHING
            """,
            [now.UtcDateTime, webhook.Value],
            ct
        );
#pragma warning restore EF1002
    }

    private async Task ReadRoutesAsync(CausewayDb db, CancellationToken ct)
    {
        var consumers = db.Set<WebhookConsumer>().AsNoTracking();
        var versions = await consumers.ToDictionaryAsync(c => c.Id, c => c.Version, ct);
        if (
            versions.Count == routes.Count
            && versions.All(v => routes.TryGetValue(v.Key, out var route) && route.Version == v.Value)
        )
        {
            return;
        }

        var next = new Dictionary<WebhookId, Route>();
        foreach (var consumer in await consumers.OrderBy(c => c.Created).ToListAsync(ct))
        {
            next[consumer.Id] =
                routes.TryGetValue(consumer.Id, out var known) && known.Version == consumer.Version
                    ? known
                    : Route.Of(consumer, vault);
        }

        routes = next;
    }

    private sealed record Waiting(long Sequence, string Type, string? CompanyTags, WebhookId? About)
    {
        private readonly IReadOnlyDictionary<string, string>? tags = EventDraft.TagsOf(CompanyTags);

        public bool IsFor(Route route) => About != route.Id && route.Filter.Wants(Type, tags);
    }
}

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
    private const int MostEvents = 2000;

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
        var ids = await db.Set<WaitingEvent>()
            .OrderBy(w => w.EventId)
            .Take(MostEvents)
            .Select(w => w.EventId)
            .ToListAsync(ct);
        if (ids.Count == 0)
        {
            return false;
        }

        var waiting = await db.Set<ClientEvent>()
            .AsNoTracking()
            .Where(e => ids.Contains(e.Id))
            .OrderBy(e => e.Sequence)
            .Select(e => new Waiting(e.Sequence, e.Type, e.CompanyTags, e.About))
            .ToListAsync(ct);

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

        await db.Set<WaitingEvent>().Where(w => ids.Contains(w.EventId)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return ids.Count == MostEvents;
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
        var (sql, list) = db.Database.IsSqlite()
            ? (SqliteInsert, (object)$"[{string.Join(',', events)}]")
            : (PostgresInsert, events.ToArray());
        return db.Database.ExecuteSqlRawAsync(sql, [now.UtcDateTime, webhook.Value, list], ct);
    }

    private const string SqliteInsert = """
        INSERT INTO webhook_messages (webhook_id, event_sequence, status, created, attempts, tries, due)
        SELECT c.id, e.value, 'Pending', {0}, 0, 0, {0}
        FROM json_each({2}) e JOIN webhook_consumers c ON c.id = {1} WHERE true
        ON CONFLICT (webhook_id, event_sequence) DO NOTHING
        """;

    private const string PostgresInsert = """
        INSERT INTO webhook_messages (webhook_id, event_sequence, status, created, attempts, tries, due)
        SELECT c.id, e.sequence, 'Pending', {0}, 0, 0, {0}
        FROM unnest({2}) AS e (sequence) JOIN webhook_consumers c ON c.id = {1}
        ON CONFLICT (webhook_id, event_sequence) DO NOTHING
        """;

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

using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Delivery;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>
/// Sends again what a consumer did not get: one message whatever became of it, all that were given up since a time, or all events since a time
/// that there never was a message of, because it was disabled, or wanted others then, or did not exist.
/// </summary>
public sealed class ResendWebhookMessages(CausewayDb db, DispatchSignal signal, TimeProvider time)
{
    private const int EventsAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/webhooks/{webhookId}/messages/{messageId}/resend", PostResendAsync)
            .WithName("resend-webhook-message");
        api.MapPost("/webhooks/{webhookId}/recover", PostRecoverAsync).WithName("recover-webhook-messages");
        api.MapPost("/webhooks/{webhookId}/replay", PostReplayAsync).WithName("replay-webhook-messages");
    }

    /// <summary>Sends one message again.</summary>
    public async Task<Outcome<ScheduledBody>> ResendAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        CancellationToken ct
    )
    {
        if (await CheckAsync(webhookId, ct) is { } refusal)
        {
            return refusal;
        }

        var sequence = await db.Message(webhookId, messageId)
            .Select(r => (long?)r.Message.EventSequence)
            .SingleOrDefaultAsync(ct);
        return sequence is null
            ? MessageQueries.NotFound(messageId)
            : await ScheduleAsync(
                db.Set<WebhookMessage>().Where(m => m.WebhookId == webhookId && m.EventSequence == sequence),
                ct
            );
    }

    /// <summary>Sends again what was given up.</summary>
    public async Task<Outcome<ScheduledBody>> RecoverAsync(WebhookId webhookId, Span span, CancellationToken ct)
    {
        if (await CheckAsync(webhookId, ct) is { } refusal)
        {
            return refusal;
        }

        var events = Within(span).Select(e => e.Sequence);
        return await ScheduleAsync(
            db.Set<WebhookMessage>()
                .Where(m =>
                    m.WebhookId == webhookId && m.Status == MessageStatus.Failed && events.Contains(m.EventSequence)
                ),
            ct
        );
    }

    /// <summary>Sends what was never sent.</summary>
    public async Task<Outcome<ScheduledBody>> ReplayAsync(WebhookId webhookId, Span span, CancellationToken ct)
    {
        if (await CheckAsync(webhookId, ct) is { } refusal)
        {
            return refusal;
        }

        var consumer = await db.Set<WebhookConsumer>().AsNoTracking().SingleAsync(c => c.Id == webhookId, ct);
        var filter = EventFilter.Of(consumer.EventTypes, consumer.CompanyTags);
        var (scheduled, after) = (0, 0L);
        while (true)
        {
            // What is not dispatched yet gets its message anyway.
            var some = await Within(span)
                .Where(e => e.Sequence > after && e.About != webhookId && !e.IsExample)
                .Where(e => !db.Set<WaitingEvent>().Any(w => w.EventId == e.Id))
                .OrderBy(e => e.Sequence)
                .Take(EventsAtOnce)
                .Select(e => new
                {
                    e.Sequence,
                    e.Type,
                    e.CompanyTags,
                })
                .ToListAsync(ct);
            if (some.Count == 0)
            {
                break;
            }

            var wanted = some.Where(e => filter.Wants(e.Type, EventDraft.TagsOf(e.CompanyTags)))
                .Select(e => e.Sequence)
                .ToList();
            if (wanted.Count > 0)
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                scheduled += await Dispatcher.InsertAsync(db, webhookId, wanted, time.GetUtcNow(), ct);
                await transaction.CommitAsync(ct);
            }

            after = some[^1].Sequence;
        }

        signal.Set();
        return new ScheduledBody(scheduled);
    }

    private IQueryable<ClientEvent> Within(Span span)
    {
        var until = span.Until ?? DateTimeOffset.MaxValue;
        return db.Set<ClientEvent>().AsNoTracking().Where(e => e.Generated >= span.Since && e.Generated < until);
    }

    private async Task<Refusal?> CheckAsync(WebhookId webhookId, CancellationToken ct)
    {
        var consumer = await db.Set<WebhookConsumer>()
            .Where(c => c.Id == webhookId)
            .Select(c => new { c.Disabled })
            .SingleOrDefaultAsync(ct);
        return consumer switch
        {
            null => ListWebhookConsumers.NotFound(webhookId),
            { Disabled: true } => Refusal.Conflict("The webhook consumer is disabled; enable it first."),
            _ => null,
        };
    }

    private async Task<ScheduledBody> ScheduleAsync(IQueryable<WebhookMessage> messages, CancellationToken ct)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var scheduled = await messages.ExecuteUpdateAsync(
            set =>
                set.SetProperty(m => m.Status, MessageStatus.Pending)
                    .SetProperty(m => m.Tries, 0)
                    .SetProperty(m => m.Due, now),
            ct
        );
        await transaction.CommitAsync(ct);
        signal.Set();
        return new ScheduledBody(scheduled);
    }

    private static async Task<IResult> PostResendAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        ResendWebhookMessages resend,
        CancellationToken ct
    ) => (await resend.ResendAsync(webhookId, messageId, ct)).ToHttp(WebhookJson.Default.ScheduledBody);

    private static async Task<IResult> PostRecoverAsync(
        WebhookId webhookId,
        Span body,
        ResendWebhookMessages resend,
        CancellationToken ct
    ) => (await resend.RecoverAsync(webhookId, body, ct)).ToHttp(WebhookJson.Default.ScheduledBody);

    private static async Task<IResult> PostReplayAsync(
        WebhookId webhookId,
        Span body,
        ResendWebhookMessages resend,
        CancellationToken ct
    ) => (await resend.ReplayAsync(webhookId, body, ct)).ToHttp(WebhookJson.Default.ScheduledBody);

    /// <summary>Which events.</summary>
    public sealed record Span
    {
        /// <summary>The first moment.</summary>
        public required DateTimeOffset Since { get; init; }

        /// <summary>The first moment that does not count any more; absent is until now.</summary>
        public DateTimeOffset? Until { get; init; }
    }
}

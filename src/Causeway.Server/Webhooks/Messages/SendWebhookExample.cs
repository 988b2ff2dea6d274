using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>Sends a made-up event of any type to one consumer, signed like a real one, and with a log and attempts like one.</summary>
public sealed class SendWebhookExample(CausewayDb db, DispatchSignal signal, EventExamples examples, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/webhooks/{webhookId}/example", PostAsync).WithName("send-webhook-example");
        api.MapGet(
                "/webhooks/eventTypes",
                () => TypedResults.Json(new EventTypesBody(EventTypes.All), WebhookJson.Default.EventTypesBody)
            )
            .WithName("list-webhook-event-types");
    }

    public async Task<Outcome<ExampleBody>> RunAsync(WebhookId webhookId, string? eventType, CancellationToken ct)
    {
        if (eventType is null || !EventTypes.All.Contains(eventType))
        {
            return Refusal.Invalid(
                "eventType",
                "eventType must be a type of event. GET /webhooks/eventTypes lists them."
            );
        }

        var consumer = await db.Set<WebhookConsumer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
        if (consumer is null)
        {
            return ListWebhookConsumers.NotFound(webhookId);
        }

        if (consumer.Disabled)
        {
            return Refusal.Conflict("The webhook consumer is disabled; enable it first.");
        }

        var example = examples.Of(eventType);
        example.BecomeExample();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(example);
        await db.SaveChangesAsync(ct);
        db.Add(new WebhookMessage(webhookId, example, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return new ExampleBody(example.Id);
    }

    private static async Task<IResult> PostAsync(
        WebhookId webhookId,
        Body body,
        SendWebhookExample send,
        CancellationToken ct
    ) => (await send.RunAsync(webhookId, body.EventType, ct)).ToHttp(WebhookJson.Default.ExampleBody);

    /// <param name="EventType">The type of the event.</param>
    public sealed record Body(string? EventType);
}

using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Answers all consumers, or one.</summary>
public static class ListWebhookConsumers
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).WithName("list-webhook-consumers");
        api.MapGet("/webhooks/{webhookId}", GetAsync).WithName("get-webhook-consumer");
    }

    /// <summary>There is no such consumer.</summary>
    public static Refusal NotFound(WebhookId webhookId) => Refusal.NotFound($"Webhook consumer {webhookId}");

    private static async Task<IResult> ListAsync(CausewayDb db, CancellationToken ct)
    {
        var consumers = await db.Set<WebhookConsumer>().AsNoTracking().OrderBy(c => c.Created).ToListAsync(ct);
        return TypedResults.Json(
            new WebhookListBody(consumers.ConvertAll(WebhookBody.From)),
            WebhookJson.Default.WebhookListBody
        );
    }

    private static async Task<IResult> GetAsync(WebhookId webhookId, CausewayDb db, CancellationToken ct)
    {
        var consumer = await db.Set<WebhookConsumer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
        Outcome<WebhookBody> outcome = consumer is null ? NotFound(webhookId) : WebhookBody.From(consumer);
        return outcome.ToHttp(WebhookJson.Default.WebhookBody);
    }
}

using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Delivery;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Changes those settings of a consumer that the body has; or enables it again.</summary>
public sealed partial class UpdateWebhookConsumer(
    CausewayDb db,
    Vault vault,
    EndpointNetwork network,
    DispatchSignal signal,
    TimeProvider time,
    ILogger<UpdateWebhookConsumer> logger
)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPatch("/webhooks/{webhookId}", PatchAsync).WithName("update-webhook-consumer");
        api.MapPost("/webhooks/{webhookId}/enable", EnableAsync).WithName("enable-webhook-consumer");
    }

    public async Task<Outcome<WebhookBody>> RunAsync(WebhookId webhookId, WebhookRequest request, CancellationToken ct)
    {
        var outcome = await db.RetryAsync<WebhookBody>(async () =>
        {
            var consumer = await db.Set<WebhookConsumer>().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
            if (consumer is null)
            {
                return ListWebhookConsumers.NotFound(webhookId);
            }

            var secrets = WebhookSecrets.Open(vault, consumer).With(request);
            var settings = WebhookSettings.From(request, consumer, secrets, network);
            if (settings.Refusal is { } refusal)
            {
                return refusal;
            }

            consumer.Change(settings.Value, secrets.Seal(vault, webhookId), time.GetUtcNow());
            await db.SaveChangesAsync(ct);
            Log.Changed(logger, webhookId, consumer.Disabled);
            return WebhookBody.From(consumer);
        });
        signal.Set();
        return outcome;
    }

    private static async Task<IResult> PatchAsync(
        WebhookId webhookId,
        WebhookRequest body,
        UpdateWebhookConsumer update,
        CancellationToken ct
    ) => (await update.RunAsync(webhookId, body, ct)).ToHttp(WebhookJson.Default.WebhookBody);

    private static async Task<IResult> EnableAsync(
        WebhookId webhookId,
        UpdateWebhookConsumer update,
        CancellationToken ct
    ) =>
        (await update.RunAsync(webhookId, new WebhookRequest { Disabled = false }, ct)).ToHttp(
            WebhookJson.Default.WebhookBody
        );

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Webhook consumer {WebhookId} changed; disabled: {Disabled}"
        )]
        public static partial void Changed(ILogger logger, WebhookId webhookId, bool disabled);
    }
}

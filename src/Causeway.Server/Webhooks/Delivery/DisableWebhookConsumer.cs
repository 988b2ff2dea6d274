using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Stops delivering to a consumer that can't be reached for long, and tells the others.</summary>
public sealed partial class DisableWebhookConsumer(
    CausewayDb db,
    TimeProvider time,
    ILogger<DisableWebhookConsumer> logger
)
{
    public async Task RunAsync(WebhookId webhookId, string reason, CancellationToken ct) =>
        await db.RetryAsync<WebhookId>(async () =>
        {
            var consumer = await db.Set<WebhookConsumer>().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
            if (consumer is null)
            {
                return ListWebhookConsumers.NotFound(webhookId);
            }

            if (consumer.Disable(reason, time.GetUtcNow()))
            {
                db.Add(
                    EventDraft.Of(
                        EventTypes.WebhookDisabled,
                        new WebhookDisabledPayload(webhookId, consumer.Url, reason),
                        EventJson.Default.EventBodyWebhookDisabledPayload,
                        time,
                        webhookId
                    )
                );
                await db.SaveChangesAsync(ct);
                Log.Disabled(logger, webhookId, reason);
            }

            return webhookId;
        });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook consumer {WebhookId} was disabled: {Reason}")]
        public static partial void Disabled(ILogger logger, WebhookId webhookId, string reason);
    }
}

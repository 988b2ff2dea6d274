using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Answers a consumer's secret, or gives it a new one beside which the old stays valid for a day.</summary>
public sealed partial class RotateWebhookSecret(
    CausewayDb db,
    Vault vault,
    DispatchSignal signal,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<RotateWebhookSecret> logger
)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks/{webhookId}/secret", GetAsync).WithName("get-webhook-secret");
        api.MapPost("/webhooks/{webhookId}/secret/rotate", PostAsync).WithName("rotate-webhook-secret");
    }

    public async Task<Outcome<WebhookSecretBody>> ReadAsync(WebhookId webhookId, CancellationToken ct)
    {
        var consumer = await db.Set<WebhookConsumer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
        return consumer is null ? ListWebhookConsumers.NotFound(webhookId) : Body(consumer);
    }

    public async Task<Outcome<WebhookSecretBody>> RotateAsync(WebhookId webhookId, CancellationToken ct)
    {
        var outcome = await db.RetryAsync<WebhookSecretBody>(async () =>
        {
            var consumer = await db.Set<WebhookConsumer>().SingleOrDefaultAsync(c => c.Id == webhookId, ct);
            if (consumer is null)
            {
                return ListWebhookConsumers.NotFound(webhookId);
            }

            var secrets = WebhookSecrets.Open(vault, consumer);
            secrets = secrets with { Signing = WebhookSecrets.Generate(), Previous = secrets.Signing };
            var now = time.GetUtcNow();
            consumer.Rotate(secrets.Seal(vault, webhookId), now + options.Value.SecretOverlap, now);
            await db.SaveChangesAsync(ct);
            Log.Rotated(logger, webhookId);
            return Body(consumer);
        });
        signal.Set();
        return outcome;
    }

    private WebhookSecretBody Body(WebhookConsumer consumer)
    {
        var secrets = WebhookSecrets.Open(vault, consumer);
        var isPreviousValid = consumer.PreviousSecretUntil > time.GetUtcNow();
        return new WebhookSecretBody
        {
            Secret = secrets.Signing.Reveal(),
            PreviousSecret = isPreviousValid ? secrets.Previous?.Reveal() : null,
            PreviousSecretValidUntil = isPreviousValid ? consumer.PreviousSecretUntil : null,
        };
    }

    private static async Task<IResult> GetAsync(
        WebhookId webhookId,
        RotateWebhookSecret secrets,
        CancellationToken ct
    ) => (await secrets.ReadAsync(webhookId, ct)).ToHttp(WebhookJson.Default.WebhookSecretBody);

    private static async Task<IResult> PostAsync(
        WebhookId webhookId,
        RotateWebhookSecret secrets,
        CancellationToken ct
    ) => (await secrets.RotateAsync(webhookId, ct)).ToHttp(WebhookJson.Default.WebhookSecretBody);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The secret of webhook consumer {WebhookId} was rotated"
        )]
        public static partial void Rotated(ILogger logger, WebhookId webhookId);
    }
}

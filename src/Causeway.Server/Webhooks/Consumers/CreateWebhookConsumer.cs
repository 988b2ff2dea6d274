using Causeway.Contracts;
using Causeway.Server.Grants;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Delivery;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Creates a consumer, and answers its secret.</summary>
public sealed partial class CreateWebhookConsumer(
    CausewayDb db,
    Vault vault,
    EndpointNetwork network,
    DispatchSignal signal,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<CreateWebhookConsumer> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/webhooks", PostAsync).WithName("create-webhook-consumer");

    public async Task<Outcome<WebhookBody>> RunAsync(WebhookRequest request, CancellationToken ct)
    {
        var secrets = new WebhookSecrets { Signing = request.Secret ?? WebhookSecrets.Generate() }.With(request);
        var settings = WebhookSettings.From(request, null, secrets, network);
        if (settings.Refusal is { } refusal)
        {
            return refusal;
        }

        // Of two that are made at once, the second counts the first.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTableAsync("webhook_consumers", ct);
        if (await db.Set<WebhookConsumer>().CountAsync(ct) >= options.Value.MaxConsumers)
        {
            return Refusal.Conflict(
                $"There are {options.Value.MaxConsumers} webhook consumers already, which is the most; delete one first."
            );
        }

        var id = WebhookId.New(time);
        var consumer = new WebhookConsumer(id, settings.Value, secrets.Seal(vault, id), time.GetUtcNow());
        db.Add(consumer);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        Log.Created(logger, id);
        return WebhookBody.From(consumer) with { Secret = secrets.Signing.Reveal() };
    }

    private static async Task<IResult> PostAsync(
        WebhookRequest body,
        CreateWebhookConsumer create,
        CancellationToken ct
    ) => (await create.RunAsync(body, ct)).ToHttp(WebhookJson.Default.WebhookBody, StatusCodes.Status201Created);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Webhook consumer {WebhookId} created")]
        public static partial void Created(ILogger logger, WebhookId webhookId);
    }
}

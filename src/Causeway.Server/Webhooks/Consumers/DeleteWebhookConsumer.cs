using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Events;
using Causeway.Server.Webhooks.Messages;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Removes a consumer, with what was to be told to it.</summary>
public sealed partial class DeleteWebhookConsumer(
    CausewayDb db,
    DispatchSignal signal,
    ILogger<DeleteWebhookConsumer> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/webhooks/{webhookId}", DeleteAsync).WithName("delete-webhook-consumer");

    /// <summary>Deletes the row; its messages go with it in the same statement.</summary>
    /// <returns>Why not, if it was not there.</returns>
    public async Task<Refusal?> RunAsync(WebhookId webhookId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<WebhookConsumer>().Where(c => c.Id == webhookId).ExecuteDeleteAsync(ct) == 0)
        {
            return ListWebhookConsumers.NotFound(webhookId);
        }

        // After the messages: an attempt is only written where its message still is.
        await db.Set<WebhookAttempt>().Where(a => a.WebhookId == webhookId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        Log.Deleted(logger, webhookId);
        return null;
    }

    private static async Task<IResult> DeleteAsync(
        WebhookId webhookId,
        DeleteWebhookConsumer delete,
        CancellationToken ct
    ) => await delete.RunAsync(webhookId, ct) is { } refusal ? new ErrorResult(refusal) : Results.NoContent();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Webhook consumer {WebhookId} deleted")]
        public static partial void Deleted(ILogger logger, WebhookId webhookId);
    }
}

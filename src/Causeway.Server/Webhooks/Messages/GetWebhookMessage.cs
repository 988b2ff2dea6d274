using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>Answers one message with what is sent, and the attempts at it.</summary>
public static class GetWebhookMessage
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks/{webhookId}/messages/{messageId}", GetAsync).WithName("get-webhook-message");
        api.MapGet("/webhooks/{webhookId}/messages/{messageId}/attempts", AttemptsAsync)
            .WithName("list-webhook-attempts");
    }

    private static async Task<IResult> GetAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var message = db.Message(webhookId, messageId);
        var body = await message.Select(r => r.Event.Body).SingleOrDefaultAsync(ct);
        if (body is null)
        {
            return new ErrorResult(MessageQueries.NotFound(messageId));
        }

        var summary = (await message.ToSummariesAsync(ct)).Values.Single();
        return TypedResults.Json(summary with { Body = new RawJson(body) }, WebhookJson.Default.MessageBody);
    }

    private static async Task<IResult> AttemptsAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var sequence = await db.Message(webhookId, messageId)
            .Select(r => (long?)r.Message.EventSequence)
            .SingleOrDefaultAsync(ct);
        if (sequence is null)
        {
            return new ErrorResult(MessageQueries.NotFound(messageId));
        }

        var attempts = await db.Set<WebhookAttempt>()
            .AsNoTracking()
            .Where(a => a.WebhookId == webhookId && a.EventSequence == sequence)
            .OrderBy(a => a.Number)
            .ToListAsync(ct);
        var body = new AttemptListBody(attempts.ConvertAll(a => Body(a, messageId)));
        return TypedResults.Json(body, WebhookJson.Default.AttemptListBody);
    }

    private static AttemptBody Body(WebhookAttempt attempt, ClientEventId messageId) =>
        new()
        {
            Number = attempt.Number,
            Attempted = attempt.Attempted,
            DurationInMilliseconds = attempt.Duration,
            ResponseCode = attempt.ResponseCode,
            Error = attempt.Error,
            RequestHeaders = new RawJson(SentHeaders.ToJson(messageId, attempt)),
            ResponseHeaders = attempt.ResponseHeaders is { } headers ? new RawJson(headers) : null,
            ResponseBody = attempt.ResponseBody,
        };
}

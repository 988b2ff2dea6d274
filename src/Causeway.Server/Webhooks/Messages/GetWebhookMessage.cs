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
        api.MapGet("/webhooks/{webhookId}/messages/{messageId}/attempts", GetAttemptsAsync)
            .WithName("list-webhook-attempts");
    }

    /// <summary>A message with what is sent.</summary>
    public static async Task<Outcome<MessageBody>> FindAsync(
        CausewayDb db,
        WebhookId webhookId,
        ClientEventId messageId,
        CancellationToken ct
    )
    {
        var message = db.Message(webhookId, messageId);
        var body = await message.Select(r => r.Event.Body).SingleOrDefaultAsync(ct);
        if (body is null)
        {
            return MessageQueries.NotFound(messageId);
        }

        var summary = (await message.ToSummariesAsync(ct)).Values.Single();
        return summary with { Body = new RawJson(body) };
    }

    /// <summary>The attempts at a message, the oldest first.</summary>
    public static async Task<Outcome<AttemptListBody>> AttemptsAsync(
        CausewayDb db,
        WebhookId webhookId,
        ClientEventId messageId,
        CancellationToken ct
    )
    {
        var sequence = await db.Message(webhookId, messageId)
            .Select(r => (long?)r.Message.EventSequence)
            .SingleOrDefaultAsync(ct);
        if (sequence is null)
        {
            return MessageQueries.NotFound(messageId);
        }

        var attempts = await db.Set<WebhookAttempt>()
            .AsNoTracking()
            .Where(a => a.WebhookId == webhookId && a.EventSequence == sequence)
            .OrderBy(a => a.Number)
            .ToListAsync(ct);
        return new AttemptListBody(attempts.ConvertAll(a => Body(a, messageId)));
    }

    private static async Task<IResult> GetAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        CausewayDb db,
        CancellationToken ct
    ) => (await FindAsync(db, webhookId, messageId, ct)).ToHttp(WebhookJson.Default.MessageBody);

    private static async Task<IResult> GetAttemptsAsync(
        WebhookId webhookId,
        ClientEventId messageId,
        CausewayDb db,
        CancellationToken ct
    ) => (await AttemptsAsync(db, webhookId, messageId, ct)).ToHttp(WebhookJson.Default.AttemptListBody);

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

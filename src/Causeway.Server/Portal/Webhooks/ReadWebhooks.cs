using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Messages;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Webhooks;

/// <summary>Reads what the pages of webhooks show.</summary>
public sealed class ReadWebhooks(CausewayDb db, ListWebhookMessages messages)
{
    public const int PageSize = 25;

    /// <summary>All consumers, the oldest first.</summary>
    public async Task<Outcome<WebhookListBody>> AllAsync(CancellationToken ct)
    {
        var consumers = await db.Set<WebhookConsumer>().AsNoTracking().OrderBy(c => c.Created).ToListAsync(ct);
        return new WebhookListBody(consumers.ConvertAll(WebhookBody.From));
    }

    /// <summary>One consumer with a page of its log.</summary>
    public async Task<Outcome<WebhookModel>> FindAsync(WebhookId id, MessagesAsked asked, CancellationToken ct)
    {
        var consumer = await db.Set<WebhookConsumer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (consumer is null)
        {
            return ListWebhookConsumers.NotFound(id);
        }

        var list = ListRequest.Parse(
            new ListParameters(asked.Page, PageSize.ToString(CultureInfo.InvariantCulture), asked.Query, null),
            ListWebhookMessages.Schema
        );
        if (list.Refusal is { } refusal)
        {
            return refusal;
        }

        var page = await messages.RunAsync(id, list.Value, ct);
        return page.Then(found => new WebhookModel(
            WebhookBody.From(consumer),
            found.Results,
            found.Total,
            list.Value.Page.Number
        ));
    }

    /// <summary>One message with its attempts.</summary>
    public async Task<Outcome<MessageModel>> MessageAsync(WebhookId id, ClientEventId message, CancellationToken ct)
    {
        var found = await GetWebhookMessage.FindAsync(db, id, message, ct);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var url = await db.Set<WebhookConsumer>().Where(c => c.Id == id).Select(c => c.Url).SingleAsync(ct);
        var attempts = await GetWebhookMessage.AttemptsAsync(db, id, message, ct);
        return attempts.Then(list => new MessageModel(id, url, found.Value, list.Results));
    }
}

/// <summary>Which messages of a consumer are asked for.</summary>
/// <param name="Status">Only those in this state.</param>
/// <param name="EventType">Only events of this type.</param>
/// <param name="Page">The page.</param>
public sealed record MessagesAsked(MessageStatus? Status, string? EventType, string? Page)
{
    /// <summary>The same in the query language.</summary>
    public string? Query =>
        (Status, EventType) switch
        {
            ({ } status, { Length: > 0 } type) => $"status = {status} && eventType = {type}",
            ({ } status, _) => $"status = {status}",
            (null, { Length: > 0 } type) => $"eventType = {type}",
            _ => null,
        };
}

/// <summary>A consumer and some of its messages.</summary>
public sealed record WebhookModel(WebhookBody Consumer, IReadOnlyList<MessageBody> Messages, long Total, int Page);

/// <summary>A message, where it goes, and what came of it.</summary>
public sealed record MessageModel(
    WebhookId WebhookId,
    string Url,
    MessageBody Message,
    IReadOnlyList<AttemptBody> Attempts
);

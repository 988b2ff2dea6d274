using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Query.Sql;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>The log of a consumer: what was sent to it, page by page, the newest first unless another order is asked for.</summary>
public sealed class ListWebhookMessages(CausewayDb db)
{
    private const string Rows =
        "FROM webhook_messages m JOIN webhook_events e ON e.sequence = m.event_sequence WHERE m.webhook_id = {0} AND ";

    private static readonly QuerySchema Fields = new(
        "WebhookMessage",
        new Dictionary<string, QueryField>(StringComparer.Ordinal)
        {
            ["id"] = QueryField.Id("e.id") with { IsRequired = true },
            ["eventType"] = QueryField.Text("e.type") with { IsRequired = true },
            ["generatedDate"] = QueryField.Instant("e.generated") with { IsRequired = true },
            ["companyId"] = QueryField.Id("e.company_id"),
            ["connectionId"] = QueryField.Id("e.connection_id"),
            ["status"] = QueryField.Text("m.status") with { IsRequired = true },
            ["attempts"] = QueryField.Number("m.attempts") with { IsRequired = true },
            ["lastAttempt"] = QueryField.Instant("m.last_attempt"),
            ["nextAttempt"] = QueryField.Instant("m.due"),
            ["responseCode"] = QueryField.Number("m.response_code"),
            ["error"] = QueryField.Text("m.error"),
            ["body"] = QueryField.Refuse("is not searched"),
        }
    );

    /// <summary>What the log can be filtered and ordered by.</summary>
    public static IQuerySchema Schema => Fields;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/webhooks/{webhookId}/messages", GetAsync).WithName("list-webhook-messages");

    public async Task<Outcome<MessagePage>> RunAsync(WebhookId webhookId, ListRequest list, CancellationToken ct)
    {
        if (!await db.Set<WebhookConsumer>().AnyAsync(c => c.Id == webhookId, ct))
        {
            return ListWebhookConsumers.NotFound(webhookId);
        }

        var dialect = db.Database.IsSqlite() ? QueryDialect.Sqlite : QueryDialect.Postgres;
        var where = list.Filter.ToSql(dialect);
        var order = list.Parameters.OrderBy is null
            ? "m.event_sequence DESC"
            : list.Order.ToSql(dialect, "m.event_sequence");
        // What is put together here is the schema's SQL; a value of the caller's is a parameter.
        var span = string.Create(CultureInfo.InvariantCulture, $"LIMIT {list.Page.Size} OFFSET {list.Page.Offset}");
        var count = $"SELECT COUNT(*) AS \"Value\" {Rows} {where.Sql}";
        var select = $"SELECT m.event_sequence AS \"Value\" {Rows} {where.Sql} ORDER BY {order} {span}";
        var total = await db.Database.SqlQueryRaw<long>(count, Parameters()).ToListAsync(ct);
        var keys = await db.Database.SqlQueryRaw<long>(select, Parameters()).ToListAsync(ct);
        return new MessagePage(await ReadAsync(webhookId, keys, ct), total[0]);

        object[] Parameters() => [webhookId.Value, .. where.CreateParameters()];
    }

    private async Task<IReadOnlyList<MessageBody>> ReadAsync(WebhookId webhookId, List<long> keys, CancellationToken ct)
    {
        var found = await db.Messages()
            .Where(r => r.Message.WebhookId == webhookId && keys.Contains(r.Message.EventSequence))
            .ToSummariesAsync(ct);
        return [.. keys.Where(found.ContainsKey).Select(k => found[k])];
    }

    private static async Task<IResult> GetAsync(
        WebhookId webhookId,
        [AsParameters] ListParameters parameters,
        HttpRequest http,
        ListWebhookMessages messages,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, Fields);
        if (list.Refusal is not null)
        {
            return new ErrorResult(list.Refusal);
        }

        var outcome = await messages.RunAsync(webhookId, list.Value, ct);
        return outcome.ToHttp(page => list.Value.Body(http, page.Results, page.Total));
    }
}

/// <summary>A page of messages.</summary>
/// <param name="Results">The messages.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record MessagePage(IReadOnlyList<MessageBody> Results, long Total);

/// <summary>A message with its event.</summary>
public sealed class MessageRow
{
    public required WebhookMessage Message { get; init; }

    public required ClientEvent Event { get; init; }
}

/// <summary>Questions to the log that several operations ask.</summary>
public static class MessageQueries
{
    /// <summary>Messages with their events.</summary>
    public static IQueryable<MessageRow> Messages(this CausewayDb db) =>
        db.Set<WebhookMessage>()
            .AsNoTracking()
            .Join(
                db.Set<ClientEvent>(),
                m => m.EventSequence,
                e => e.Sequence,
                (m, e) => new MessageRow { Message = m, Event = e }
            );

    /// <summary>A message of a consumer, by its event.</summary>
    public static IQueryable<MessageRow> Message(this CausewayDb db, WebhookId webhookId, ClientEventId messageId) =>
        db.Messages().Where(r => r.Message.WebhookId == webhookId && r.Event.Id == messageId);

    /// <summary>The bodies of messages, without what was sent.</summary>
    public static async Task<Dictionary<long, MessageBody>> ToSummariesAsync(
        this IQueryable<MessageRow> rows,
        CancellationToken ct
    ) =>
        await rows.Select(r => new
            {
                r.Message.EventSequence,
                Body = new MessageBody
                {
                    Id = r.Event.Id,
                    EventType = r.Event.Type,
                    GeneratedDate = r.Event.Generated,
                    CompanyId = r.Event.CompanyId,
                    ConnectionId = r.Event.ConnectionId,
                    Status = r.Message.Status,
                    Attempts = r.Message.Attempts,
                    LastAttempt = r.Message.LastAttempt,
                    NextAttempt = r.Message.Due,
                    ResponseCode = r.Message.ResponseCode,
                    Error = r.Message.Error,
                },
            })
            .ToDictionaryAsync(r => r.EventSequence, r => r.Body, ct);

    /// <summary>There is no such message.</summary>
    public static Refusal NotFound(ClientEventId messageId) => Refusal.NotFound($"Webhook message {messageId}");
}

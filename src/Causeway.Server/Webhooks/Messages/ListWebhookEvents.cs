using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Messages;

/// <summary>The event log: all that clients were or could have been told of, page by page, the oldest first.</summary>
public static class ListWebhookEvents
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/webhooks/events", GetAsync).WithName("list-webhook-events");

    private static async Task<IResult> GetAsync(
        string? page,
        string? pageSize,
        string? eventType,
        string? companyId,
        CausewayDb db,
        HttpRequest request,
        CancellationToken ct
    )
    {
        if (!PageRequest.Parse(page, pageSize).Succeeded(out var wanted, out var error))
        {
            return new ErrorResult(error.ToRefusal("page"));
        }

        var ofCompany = OptionalParameter.ReadId<CompanyId>(nameof(companyId), companyId);
        var events = db.Set<ClientEvent>().AsNoTracking().Where(e => !e.IsExample);
        events = ofCompany is { } company ? events.Where(e => e.CompanyId == company) : events;
        events = string.IsNullOrEmpty(eventType) ? events : events.Where(e => e.Type == eventType);
        var total = await events.LongCountAsync(ct);
        var results = await wanted
            .Of(events.OrderBy(e => e.Sequence))
            .Select(e => new EventLogBody
            {
                Id = e.Id,
                EventType = e.Type,
                GeneratedDate = e.Generated,
                CompanyId = e.CompanyId,
                ConnectionId = e.ConnectionId,
            })
            .ToListAsync(ct);
        return TypedResults.Json(
            ListRequest.Of(wanted).Body(request, results, total, ("eventType", eventType), ("companyId", companyId)),
            WebhookJson.Default.PagedBodyEventLogBody
        );
    }
}

using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Push;

/// <summary>The audit trail of one write: each move, when and why, and which attempt it is about.</summary>
public sealed class GetPushOperationEvents(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/push/{pushOperationKey}/events", GetAsync)
            .WithName("get-push-operation-events");

    public async Task<Outcome<IReadOnlyList<PushOperationEventBody>>> RunAsync(
        CompanyId companyId,
        PushOperationKey pushOperationKey,
        CancellationToken ct
    )
    {
        var events = await db.Set<PushOperation>()
            .Where(o => o.CompanyId == companyId && o.Key == pushOperationKey)
            .SelectMany(o => o.Events)
            .OrderBy(e => e.Sequence)
            .Select(e => new PushOperationEventBody(e.OccurredOn, e.FromState, e.ToState, e.Actor, e.Attempt, e.Reason))
            .ToListAsync(ct);
        return events.Count == 0 ? Refusal.NotFound("Push operation") : events;
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        PushOperationKey pushOperationKey,
        GetPushOperationEvents push,
        CancellationToken ct
    )
    {
        var outcome = await push.RunAsync(companyId, pushOperationKey, ct);
        return outcome.ToHttp(events => new PushOperationEventsBody(events));
    }
}

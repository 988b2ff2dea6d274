using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Tells a connection's life, move by move: an addition of ours to the API.</summary>
public static class ListConnectionEvents
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections/{connectionId}/events", GetAsync)
            .WithName("list-connection-events");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string? page,
        string? pageSize,
        CausewayDb db,
        HttpRequest request,
        CancellationToken ct
    )
    {
        if (!PageRequest.Parse(page, pageSize).Succeeded(out var wanted, out var error))
        {
            return new ErrorResult(error.ToRefusal("page"));
        }

        if (!await db.Set<Connection>().AnyAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct))
        {
            return new ErrorResult(Refusal.NotFound($"Data connection {connectionId}"));
        }

        var events = db.Set<ConnectionEvent>().Where(e => e.ConnectionId == connectionId);
        var total = await events.LongCountAsync(ct);
        var results = await wanted
            .Of(events.OrderBy(e => e.Sequence))
            .Select(e => new ConnectionEventBody
            {
                OccurredOnUtc = e.OccurredOn,
                FromStatus = e.FromStatus,
                ToStatus = e.ToStatus,
                Actor = e.Actor,
                ActorName = e.ActorName,
                Reason = e.Reason,
            })
            .ToListAsync(ct);
        return TypedResults.Json(
            ListRequest.Of(wanted).Body(request, results, total),
            ConnectionJson.Default.PagedBodyConnectionEventBody
        );
    }
}

/// <summary>One move.</summary>
public sealed record ConnectionEventBody
{
    public required DateTimeOffset OccurredOnUtc { get; init; }

    /// <summary>The status before; absent when the connection came to be.</summary>
    public ConnectionStatus? FromStatus { get; init; }

    public required ConnectionStatus ToStatus { get; init; }

    public required ConnectionActor Actor { get; init; }

    /// <summary>The name of who it was, if known.</summary>
    public string? ActorName { get; init; }

    public required string Reason { get; init; }
}

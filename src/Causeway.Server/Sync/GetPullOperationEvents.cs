using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Shows a dataset's audit trail: when, from, to, why. An addition of our own.</summary>
public static class GetPullOperationEvents
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/data/history/{datasetId}/events", GetAsync)
            .WithName("get-pull-operation-events");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        DatasetId datasetId,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var events = await db.Set<DatasetEvent>()
            .AsNoTracking()
            .Where(e => e.CompanyId == companyId && e.DatasetId == datasetId)
            .OrderBy(e => e.Number)
            .ToListAsync(ct);
        // There is one from the very beginning.
        return events.Count == 0
            ? new ErrorResult(Refusal.NotFound("Dataset"))
            : TypedResults.Json(
                new DatasetEventsBody([.. events.Select(DatasetEventBody.From)]),
                SyncJson.Default.DatasetEventsBody
            );
    }
}

/// <summary>A dataset's audit trail.</summary>
public sealed record DatasetEventsBody(IReadOnlyList<DatasetEventBody> Results);

/// <summary>One move.</summary>
public sealed record DatasetEventBody(
    int Number,
    DateTimeOffset OccurredOn,
    DatasetStatus? FromStatus,
    DatasetStatus ToStatus,
    string Reason
)
{
    public static DatasetEventBody From(DatasetEvent e) =>
        new(e.Number, e.OccurredOn, e.FromStatus, e.ToStatus, e.Reason);
}

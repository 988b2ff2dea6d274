using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Shows one dataset.</summary>
public static class GetPullOperation
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/data/history/{datasetId}", GetAsync).WithName("get-pull-operation");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        DatasetId datasetId,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var dataset = await db.Set<Dataset>()
            .AsNoTracking()
            .SingleOrDefaultAsync(d => d.CompanyId == companyId && d.Id == datasetId, ct);
        return dataset is null
            ? new ErrorResult(Refusal.NotFound("Dataset"))
            : TypedResults.Json(DatasetBody.From(dataset), SyncJson.Default.DatasetBody);
    }
}

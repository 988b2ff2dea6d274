using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Push;

/// <summary>One write, and what became of it.</summary>
public sealed class GetPushOperation(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/push/{pushOperationKey}", GetAsync).WithName("get-push-operation");

    public async Task<Outcome<PushSummary>> RunAsync(
        CompanyId companyId,
        PushOperationKey pushOperationKey,
        CancellationToken ct
    )
    {
        var operation = await db.Set<PushOperation>()
            .Where(o => o.CompanyId == companyId && o.Key == pushOperationKey)
            .Select(PushSummary.Columns)
            .SingleOrDefaultAsync(ct);
        return operation is null ? Refusal.NotFound("Push operation") : operation;
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        PushOperationKey pushOperationKey,
        GetPushOperation push,
        CancellationToken ct
    ) => (await push.RunAsync(companyId, pushOperationKey, ct)).ToHttp(PushOperationBody.From);
}

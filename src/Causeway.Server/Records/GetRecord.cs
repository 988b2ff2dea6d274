using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Records;

/// <summary>Reads one record of a data type, or the only one that it has.</summary>
public static class GetRecord
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var type in RecordRoutes.Types.Where(t => t.IsSingleton))
        {
            Map(api, RecordRoutes.List(type), type, _ => null);
        }

        foreach (var type in RecordRoutes.Types.Where(RecordRoutes.HasSingle))
        {
            Map(
                api,
                $"{RecordRoutes.List(type)}/{{recordId}}",
                type,
                context => RecordRequest.Key(context, "recordId", fromEnd: 1)
            );
        }
    }

    private static void Map(IEndpointRouteBuilder api, string route, DataType type, Func<HttpContext, string?> key) =>
        api.MapGet(
                route,
                (HttpContext context, IRecordReads reads, RecordRefusals refusals) =>
                    GetAsync(context, reads, refusals, RecordRequest.Scope(context, type), key(context))
            )
            .WithName(RecordRoutes.SingleName(type));

    private static async Task<IResult> GetAsync(
        HttpContext context,
        IRecordReads reads,
        RecordRefusals refusals,
        RecordScope scope,
        string? id
    )
    {
        var ct = context.RequestAborted;
        if (id is not null && !RecordKey.IsValid(id))
        {
            return new ErrorResult(RecordRefusals.NoRecord(scope.Type, id));
        }

        // A list of tracking categories is flat; a single one comes with all below it.
        var answer =
            id is not null && scope.Type.Key is "trackingCategories"
                ? await reads.WriteTreeAsync(scope, id, context.Response, ct)
                : await reads.WriteRecordAsync(scope, id, context.Response, ct);
        return answer.Found is RecordsFound.Yes
            ? Results.Empty
            : new ErrorResult(await refusals.ForAsync(scope, answer, id, ct));
    }
}

using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Records;

/// <summary>Reads one record as the source has it, beside the standard one. An addition to the API.</summary>
public static class GetRawRecord
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var type in RecordRoutes.Types)
        {
            if (type.IsSingleton)
            {
                Map(api, $"{RecordRoutes.List(type)}/raw", type, _ => null);
            }
            else
            {
                Map(
                    api,
                    $"{RecordRoutes.List(type)}/{{recordId}}/raw",
                    type,
                    context => RecordRequest.Key(context, "recordId", fromEnd: 2)
                );
            }
        }
    }

    private static void Map(IEndpointRouteBuilder api, string route, DataType type, Func<HttpContext, string?> key) =>
        api.MapGet(
            route,
            (HttpContext context, IRecordReads reads, RecordRefusals refusals) =>
                GetAsync(context, reads, refusals, RecordRequest.Scope(context, type), key(context))
        );

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

        var answer = await reads.WriteRawAsync(scope, id, context.Response, ct);
        return answer.Found is RecordsFound.Yes
            ? Results.Empty
            : new ErrorResult(await refusals.ForAsync(scope, answer, id, ct));
    }
}

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
                api.MapGet($"{RecordRoutes.List(type)}/raw", Handler(type, _ => null));
            }
            else
            {
                api.MapGet(
                    $"{RecordRoutes.List(type)}/{{recordId}}/raw",
                    Handler(type, context => RecordRequest.Key(context, "recordId", fromEnd: 2))
                );
            }
        }
    }

    private static Func<HttpContext, IRecordReads, RecordRefusals, Task<IResult>> Handler(
        DataType type,
        Func<HttpContext, string?> key
    ) =>
        async (context, reads, refusals) =>
        {
            var scope = RecordRequest.Scope(context, type);
            var id = key(context);
            var ct = context.RequestAborted;
            if (id is not null && !RecordKey.IsValid(id))
            {
                return new ErrorResult(RecordRefusals.NoRecord(type, id));
            }

            var answer = await reads.WriteRawAsync(scope, id, context.Response, ct);
            return answer.Found is RecordsFound.Yes
                ? Results.Empty
                : new ErrorResult(await refusals.ForAsync(scope, answer, id, ct));
        };
}

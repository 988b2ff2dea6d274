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
            api.MapGet(RecordRoutes.List(type), Handler(type, _ => null)).WithName(RecordRoutes.SingleName(type));
        }

        foreach (var type in RecordRoutes.Types.Where(RecordRoutes.HasSingle))
        {
            api.MapGet(
                    $"{RecordRoutes.List(type)}/{{recordId}}",
                    Handler(type, context => RecordRequest.Key(context, "recordId", fromEnd: 1))
                )
                .WithName(RecordRoutes.SingleName(type));
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

            // A list of tracking categories is flat; a single one comes with all below it.
            var answer =
                id is not null && type.Key is "trackingCategories"
                    ? await reads.WriteTreeAsync(scope, id, context.Response, ct)
                    : await reads.WriteRecordAsync(scope, id, context.Response, ct);
            return answer.Found is RecordsFound.Yes
                ? Results.Empty
                : new ErrorResult(await refusals.ForAsync(scope, answer, id, ct));
        };
}

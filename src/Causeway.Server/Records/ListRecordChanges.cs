using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Records;

/// <summary>
/// The change feed of a data type: which records were created, updated or deleted since a cursor, in the order in which it
/// was committed. Clocks have no part in it, so nothing is missed and nothing told twice. An addition to the API.
/// </summary>
public static class ListRecordChanges
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections/{connectionId}/changes/{dataType}", ListAsync)
            .WithName("list-record-changes");

    private static async Task<IResult> ListAsync(
        string dataType,
        HttpContext context,
        IRecordReads reads,
        RecordRefusals refusals
    )
    {
        if (!DataType.TryGet(dataType, out var type))
        {
            return new ErrorResult(Refusal.Invalid("dataType", $"There is no data type '{dataType}'."));
        }

        var scope = RecordRequest.Scope(context, type);
        var listing = RecordRequest.Changes(context);
        if (listing.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var ct = context.RequestAborted;
        var answer = await reads.WriteChangesAsync(scope, listing.Value, context.Response, ct);
        return answer.Found switch
        {
            RecordsFound.Yes => Results.Empty,
            RecordsFound.ForeignCursor => new ErrorResult(
                RecordRequest.BadCursor(
                    "is of another connection or data type, or the data that it was given for is gone"
                )
            ),
            _ => new ErrorResult(await refusals.ForAsync(scope, answer, null, ct)),
        };
    }
}

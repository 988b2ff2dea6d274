using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Records;

/// <summary>Lists the records of a data type: filtered, ordered, in pages.</summary>
public static class ListRecords
{
    private static readonly DataType BankAccounts = DataType.All.Single(t => t.Key == "bankAccounts");
    private static readonly DataType BankingTransactions = DataType.All.Single(t => t.Key == "banking-transactions");

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var type in RecordRoutes.Types.Where(RecordRoutes.HasList))
        {
            Map(api, RecordRoutes.List(type), type).WithName(RecordRoutes.ListName(type));
        }

        // Deprecated: it has no connection in its address, and serves the one that the company's data came from last.
        Map(api, "/companies/{companyId}/data/banking-transactions", BankingTransactions)
            .WithName("list-bank-transactions");
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder api, string route, DataType type) =>
        api.MapGet(
            route,
            (HttpContext context, IRecordReads reads, RecordRefusals refusals) =>
            {
                var scope = RecordRequest.Scope(context, type);
                return RecordParent.IsListedBelow(type)
                    ? ListBelowAsync(context, reads, refusals, scope)
                    : ListAsync(context, reads, refusals, scope, null);
            }
        );

    private static async Task<IResult> ListBelowAsync(
        HttpContext context,
        IRecordReads reads,
        RecordRefusals refusals,
        RecordScope scope
    )
    {
        var parent = RecordRequest.Key(context, "accountId", fromEnd: 2);
        // An account that has no transactions is told from one that does not exist, if the accounts were read.
        var account = RecordKey.IsValid(parent)
            ? (await reads.CheckAsync(scope with { Type = BankAccounts }, parent, context.RequestAborted)).Found
            : RecordsFound.NoRecord;
        return account is RecordsFound.NoRecord
            ? new ErrorResult(Refusal.NotFound("Bank account"))
            : await ListAsync(context, reads, refusals, scope, parent);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        IRecordReads reads,
        RecordRefusals refusals,
        RecordScope scope,
        string? parent
    )
    {
        var listing = RecordRequest.Listing(context, scope.Type);
        if (listing.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var ct = context.RequestAborted;
        var answer = await reads.WritePageAsync(scope, listing.Value with { Parent = parent }, context.Response, ct);
        return answer.Found is RecordsFound.Yes
            ? Results.Empty
            : new ErrorResult(await refusals.ForAsync(scope, answer, null, ct));
    }
}

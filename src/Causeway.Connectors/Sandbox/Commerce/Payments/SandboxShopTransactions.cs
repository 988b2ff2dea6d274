using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Payments;

/// <summary>What moved on the account at the payment provider.</summary>
internal sealed class SandboxShopTransactions(ShopSource source)
    : Reader<SandboxShopTransaction, CommerceTransaction>(SandboxJson.Default.SandboxShopTransaction)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override CommerceTransaction Map(SandboxShopTransaction source) =>
        new()
        {
            Id = source.Id,
            TotalAmount = Money.ToDecimal(source.Amount),
            Currency = source.Currency,
            Type = source.Kind switch
            {
                "payment" => CommerceTransactionType.Payment,
                "fee" or "dispute-fee" => CommerceTransactionType.PaymentFee,
                "refund" or "chargeback" => CommerceTransactionType.Refund,
                "fee-refund" or "dispute-fee-refund" => CommerceTransactionType.PaymentFeeRefund,
                "payout" => CommerceTransactionType.Payout,
                "payout-failed" => CommerceTransactionType.FailedPayout,
                _ => CommerceTransactionType.Unknown,
            },
            SubType = source.Kind,
            TransactionSourceRef = source.Payment is null
                ? null
                : new TransactionSourceRef { Id = source.Payment, Type = TransactionSourceType.Payment },
            CreatedDate = Parts.ToInstant(source.At),
            SourceCreatedDate = Parts.ToInstant(source.At),
            SourceModifiedDate = Parts.ToInstant(source.At),
        };

    private static Feed<SandboxShopTransaction> FeedOf(Trading trading)
    {
        var account = new ProviderAccount(trading);
        return new Feed<SandboxShopTransaction>(SandboxJson.Default.SandboxShopTransaction, Read)
        {
            Count = account.Count,
        };

        IEnumerable<Batch<SandboxShopTransaction>> Read(Period period, long position)
        {
            for (var turn = (int)Math.Max(position, period.FirstTurn); turn < trading.Until.Turns; turn++)
            {
                yield return new Batch<SandboxShopTransaction>([.. account.In(turn)], turn + 1);
            }
        }
    }
}

using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Payments;

/// <summary>What customers paid, and what they got back.</summary>
internal sealed class SandboxShopPayments(ShopSource source)
    : Reader<SandboxShopPayment, CommercePayment>(SandboxJson.Default.SandboxShopPayment)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, trading => new PaymentRows(trading).Feed, ct);

    public override CommercePayment Map(SandboxShopPayment source) =>
        new()
        {
            Id = source.Id,
            Amount = Money.ToDecimal(source.Amount),
            Currency = source.Currency,
            PaymentMethodRef = new PaymentMethodRef
            {
                Id = source.Method,
                Name = SandboxShopMethods.NameOf(source.Method),
            },
            Status = StatusOf(source.State),
            PaymentProvider = source.Provider,
            DueDate = Parts.ToDate(source.Due),
            CreatedDate = Parts.ToInstant(source.Made),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    public static CommercePaymentStatus StatusOf(string state) =>
        state switch
        {
            "pending" => CommercePaymentStatus.Pending,
            "authorized" => CommercePaymentStatus.Authorized,
            "paid" => CommercePaymentStatus.Paid,
            "failed" => CommercePaymentStatus.Failed,
            "cancelled" => CommercePaymentStatus.Cancelled,
            _ => CommercePaymentStatus.Unknown,
        };
}

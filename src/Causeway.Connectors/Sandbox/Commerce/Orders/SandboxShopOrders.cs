using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Payments;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Orders;

/// <summary>What customers ordered.</summary>
internal sealed class SandboxShopOrders(ShopSource source)
    : Reader<SandboxShopOrder, CommerceOrder>(SandboxJson.Default.SandboxShopOrder)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, trading => new OrderRows(trading).Feed, ct);

    public override CommerceOrder Map(SandboxShopOrder source) =>
        new()
        {
            Id = source.Id,
            OrderNumber = source.Number,
            Country = source.Country,
            Currency = source.Currency,
            ClosedDate = source.Closed is { } closed ? Parts.ToInstant(closed) : null,
            TotalAmount = Money.ToDecimal(source.Total - source.Refunded),
            TotalRefund = Money.ToDecimal(-source.Refunded),
            TotalTaxAmount = Money.ToDecimal(source.Tax),
            TotalDiscount = Money.ToDecimal(source.Discount),
            TotalGratuity = Money.ToDecimal(source.Tip),
            OrderLineItems = [.. source.Lines.Select(ToLine)],
            Payments = [.. source.Payments.Select(ToPayment)],
            ServiceCharges = source.Shipping is { } shipping ? [ToCharge(shipping)] : [],
            LocationRef = ShopParts.ToRef(source.Branch),
            CustomerRef = ShopParts.ToRef(source.Shopper),
            CreatedDate = Parts.ToInstant(source.Placed),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static CommerceOrderLineItem ToLine(SandboxShopLine line) =>
        new()
        {
            Id = line.Id,
            Quantity = line.Units,
            TaxPercentage = line.TaxPoints / 100m,
            TotalAmount = Money.ToDecimal(line.Total),
            TotalTaxAmount = Money.ToDecimal(line.Tax),
            UnitPrice = Money.ToDecimal(line.Price),
            Taxes = ToTaxes(line.Taxes),
            ProductRef = ShopParts.ToRef(line.Product),
            ProductVariantRef = ShopParts.ToRef(line.Variant),
            DiscountAllocations = line.Discount is 0
                ? []
                : [new CommerceDiscountAllocation { Name = "Offer", TotalAmount = Money.ToDecimal(line.Discount) }],
        };

    private static CommerceServiceCharge ToCharge(SandboxShopShipping shipping) =>
        new()
        {
            Description = shipping.Text,
            TotalAmount = Money.ToDecimal(shipping.Net + shipping.Tax),
            TaxPercentage = shipping.Net is 0 ? 0 : Math.Round(shipping.Tax * 100m / shipping.Net, 2),
            TaxAmount = Money.ToDecimal(shipping.Tax),
            Taxes = ToTaxes(shipping.Taxes),
            Quantity = 1,
            Type = CommerceServiceChargeType.Shipping,
        };

    private static CommerceTaxAllocation[] ToTaxes(IReadOnlyList<SandboxShopTax> taxes) =>
        [
            .. taxes.Select(t => new CommerceTaxAllocation
            {
                TaxComponentRef = new CommerceTaxComponentRef { Id = t.Id, Name = t.Name },
                Rate = Money.ToDecimal(t.Amount),
                TaxAmount = Money.ToDecimal(t.Amount),
            }),
        ];

    private static CommerceOrderPayment ToPayment(SandboxShopPayment payment) =>
        new()
        {
            Id = payment.Id,
            Amount = Money.ToDecimal(payment.Amount),
            Currency = payment.Currency,
            Type = payment.Method switch
            {
                "card" => CommercePaymentType.Card,
                "online" => CommercePaymentType.OnlineCard,
                "wallet" => CommercePaymentType.Mobile,
                "cash" => CommercePaymentType.Cash,
                _ => CommercePaymentType.Unknown,
            },
            Status = SandboxShopPayments.StatusOf(payment.State),
            PaymentProvider = payment.Provider,
            DueDate = Parts.ToDate(payment.Due),
            CreatedDate = Parts.ToInstant(payment.Made),
            SourceModifiedDate = Parts.ToInstant(payment.Changed),
        };
}

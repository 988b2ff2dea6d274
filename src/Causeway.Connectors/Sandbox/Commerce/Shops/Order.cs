namespace Causeway.Connectors.Sandbox.Commerce.Shops;

/// <summary>An order as it was placed; sums in pence.</summary>
internal sealed record Order
{
    public required long Index { get; init; }

    public required int Turn { get; init; }

    public required int Shopper { get; init; }

    /// <summary>0 is the web shop.</summary>
    public required int Branch { get; init; }

    public required OrderLine[] Lines { get; init; }

    public required OrderPlan Plan { get; init; }

    public required long ShippingNet { get; init; }

    public required long ShippingTax { get; init; }

    /// <summary>Which tax shipping bears.</summary>
    public required int ShippingTaxRule { get; init; }

    public required long Tip { get; init; }

    public long Shipping => ShippingNet + ShippingTax;

    public long Tax => Lines.Sum(l => l.Tax) + ShippingTax;

    public long Discount => Lines.Sum(l => l.Discount);

    /// <summary>What was ordered, with tax and shipping, without the tip.</summary>
    public long Total => Lines.Sum(l => l.Total) + Shipping;

    /// <summary>What the customer pays.</summary>
    public long Due => Total + Tip;

    /// <summary>What is given back, if anything is.</summary>
    public long Refund => Plan.Kind is OrderKind.RefundedInPart ? Lines[0].Total : Total;

    /// <summary>What the provider keeps.</summary>
    public long Fee => Business.Money.Share(Due, 14, 1000) + 20;

    /// <summary>What the provider gives back of its fee with a refund.</summary>
    public long FeeRefund => Math.Max(1, Business.Money.Share(Fee, Refund, Due));
}

/// <summary>A line of an order.</summary>
internal readonly record struct OrderLine(
    Product Product,
    int Variant,
    int Units,
    long Price,
    long Discount,
    int TaxRule,
    long Tax
)
{
    public long Net => (Price * Units) - Discount;

    public long Total => Net + Tax;
}

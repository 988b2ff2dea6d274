using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Catalogue;
using Causeway.Connectors.Sandbox.Commerce.Customers;
using Causeway.Connectors.Sandbox.Commerce.Payments;
using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce.Orders;

/// <summary>Makes the rows of orders, and of baskets that are never paid.</summary>
internal sealed class OrderRows(Trading trading)
{
    private readonly Shop shop = trading.Shop;
    private readonly PaymentRows payments = new(trading);

    public Feed<SandboxShopOrder> Feed =>
        new(SandboxJson.Default.SandboxShopOrder, Read)
        {
            Count = () => trading.Orders + Trading.Baskets.At(trading.Until).LongCount(),
        };

    private IEnumerable<Batch<SandboxShopOrder>> Read(Period period, long position)
    {
        var walk = new OrderWalk<SandboxShopOrder>(
            trading,
            _ => true,
            (order, state) => [(Row(order, state), state.Last)]
        );
        foreach (var batch in walk.Read(period, position))
        {
            yield return batch;
        }

        yield return new Batch<SandboxShopOrder>(
            [.. Trading.Baskets.Changed(period).Select(Basket)],
            trading.Until.Turns + 1
        )
        {
            Deleted = [.. Trading.Baskets.Gone(period).Select(BasketKeyOf)],
        };
    }

    private SandboxShopOrder Row(Order order, OrderState state)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"order-{order.Index}");
        return new SandboxShopOrder
        {
            Id = id,
            Number = string.Create(CultureInfo.InvariantCulture, $"#{order.Index + 1001}"),
            Country = trading.Set.Land.Country,
            Currency = trading.Set.Land.Currency,
            Shopper = new Party(ShopperRows.KeyOf(order.Shopper), shop.ShopperName(order.Shopper)),
            Branch = new Party(Shop.BranchId(order.Branch), shop.BranchName(order.Branch)),
            Lines = [.. order.Lines.Select((line, i) => LineOf(id, line, i))],
            Shipping = order.ShippingNet is 0
                ? null
                : new SandboxShopShipping(
                    "Delivery",
                    order.ShippingNet,
                    order.ShippingTax,
                    TaxParts.Shares(trading.Set.Land.Taxes[order.ShippingTaxRule], order.ShippingTax)
                ),
            Total = order.Total,
            Tax = order.Tax,
            Discount = order.Discount,
            Tip = order.Tip,
            Refunded = state.Refunded is null ? 0 : order.Refund,
            Payments = [.. payments.Of(order, state).Select(p => p.Row)],
            Placed = trading.ChangedIn(order.Turn),
            Closed = state.Closed is { } closed ? trading.ChangedIn(closed) : null,
            Changed = trading.ChangedIn(state.Last),
        };
    }

    private SandboxShopOrder Basket(long pulse)
    {
        var basket = shop.Basket(pulse);
        var change = Trading.Baskets.ChangeOf(pulse, trading.Until);
        var row = Row(basket, new OrderState { Last = 0 });
        var id = BasketKeyOf(pulse);
        return row with
        {
            Id = id,
            Number = string.Create(CultureInfo.InvariantCulture, $"B{pulse + 1}"),
            Lines = [.. basket.Lines.Select((line, i) => LineOf(id, line, i))],
            Note = change == pulse ? null : "The customer was reminded",
            Payments = [payments.OfBasket(pulse)],
            Placed = trading.ChangedInPulse(pulse),
            Changed = trading.ChangedInPulse(change),
        };
    }

    private static string BasketKeyOf(long pulse) => string.Create(CultureInfo.InvariantCulture, $"basket-{pulse}");

    private SandboxShopLine LineOf(string order, OrderLine line, int number)
    {
        var rule = trading.Set.Land.Taxes[line.TaxRule];
        return new SandboxShopLine
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{order}-{number + 1}"),
            Product = new Party(line.Product.Id, line.Product.Name),
            Variant = new Party(line.Product.VariantId(line.Variant), line.Product.VariantName(line.Variant)),
            Units = line.Units,
            Price = line.Price,
            Discount = line.Discount,
            TaxPoints = rule.BasisPoints,
            Tax = line.Tax,
            Taxes = TaxParts.Shares(rule, line.Tax),
            Total = line.Total,
        };
    }
}

/// <summary>An order as the made-up shop keeps it, in pence.</summary>
internal sealed record SandboxShopOrder : ISandboxRow
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Country { get; init; }

    public required string Currency { get; init; }

    public required Party Shopper { get; init; }

    public required Party Branch { get; init; }

    public required IReadOnlyList<SandboxShopLine> Lines { get; init; }

    public SandboxShopShipping? Shipping { get; init; }

    /// <summary>What was ordered, with tax and shipping, without the tip.</summary>
    public required long Total { get; init; }

    public required long Tax { get; init; }

    public required long Discount { get; init; }

    public required long Tip { get; init; }

    /// <summary>What was given back of the total.</summary>
    public required long Refunded { get; init; }

    public required IReadOnlyList<SandboxShopPayment> Payments { get; init; }

    public string? Note { get; init; }

    public required long Placed { get; init; }

    public long? Closed { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A line of an order, in pence.</summary>
internal sealed record SandboxShopLine
{
    public required string Id { get; init; }

    public required Party Product { get; init; }

    public required Party Variant { get; init; }

    public required int Units { get; init; }

    /// <summary>Of one unit, before discount and tax.</summary>
    public required long Price { get; init; }

    public required long Discount { get; init; }

    /// <summary>Hundredths of a percent.</summary>
    public required int TaxPoints { get; init; }

    public required long Tax { get; init; }

    public required IReadOnlyList<SandboxShopTax> Taxes { get; init; }

    public required long Total { get; init; }
}

/// <summary>What delivery costs, in pence.</summary>
internal sealed record SandboxShopShipping(string Text, long Net, long Tax, IReadOnlyList<SandboxShopTax> Taxes);

/// <summary>The part of a tax that one component causes, in pence.</summary>
internal sealed record SandboxShopTax(string Id, string Name, long Amount);

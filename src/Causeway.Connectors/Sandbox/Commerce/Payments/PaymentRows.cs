using System.Globalization;
using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce.Payments;

/// <summary>Makes the payments of orders. What is given back is a payment of its own, below zero.</summary>
internal sealed class PaymentRows(Trading trading)
{
    public const string Provider = "Sand Pay";

    private readonly Shop shop = trading.Shop;

    public Feed<SandboxShopPayment> Feed =>
        new(SandboxJson.Default.SandboxShopPayment, Read)
        {
            Count = () => CountOfOrders() + Trading.Baskets.At(trading.Until).LongCount(),
        };

    public static string KeyOf(long order) => string.Create(CultureInfo.InvariantCulture, $"pay-{order}");

    public static string RefundKeyOf(long order) => KeyOf(order) + "-refund";

    /// <summary>The payments of an order, with the turns in which they last changed.</summary>
    public IEnumerable<(SandboxShopPayment Row, int Turn)> Of(Order order, OrderState state)
    {
        var placed = trading.ChangedIn(order.Turn);
        if (order.Plan.Kind is OrderKind.FailedFirst)
        {
            yield return (
                Row(order, "failed", order.Due, placed, order.Turn) with
                {
                    Id = KeyOf(order.Index) + "-first",
                },
                order.Turn
            );
        }

        var (status, turn) = (state, order.Plan.Kind) switch
        {
            ({ Cancelled: { } cancelled }, _) => ("cancelled", cancelled),
            ({ Paid: { } paid }, _) => ("paid", paid),
            (_, OrderKind.Authorized) => ("authorized", order.Turn),
            (_, OrderKind.FailedFirst) => (null, order.Turn), // the customer has not tried again yet
            _ => ("pending", order.Turn),
        };
        if (status is not null)
        {
            var made = order.Plan.Kind is OrderKind.FailedFirst ? trading.ChangedIn(turn) : placed;
            yield return (Row(order, status, order.Due, made, turn), turn);
        }

        if (state.Refunded is { } refunded)
        {
            var refund = Row(order, "paid", -order.Refund, trading.ChangedIn(refunded), refunded);
            yield return (refund with { Id = RefundKeyOf(order.Index), Due = null }, refunded);
        }
    }

    /// <summary>The payment that is awaited for a basket.</summary>
    public SandboxShopPayment OfBasket(long pulse)
    {
        var basket = shop.Basket(pulse);
        return Row(basket, "pending", basket.Due, trading.ChangedInPulse(pulse), 0) with
        {
            Id = BasketKeyOf(pulse),
            Changed = trading.ChangedInPulse(Trading.Baskets.ChangeOf(pulse, trading.Until)),
            Due = null,
        };
    }

    public static string BasketKeyOf(long pulse) => string.Create(CultureInfo.InvariantCulture, $"pay-basket-{pulse}");

    private IEnumerable<Batch<SandboxShopPayment>> Read(Period period, long position)
    {
        var walk = new OrderWalk<SandboxShopPayment>(trading, _ => true, Of);
        foreach (var batch in walk.Read(period, position))
        {
            yield return batch;
        }

        yield return new Batch<SandboxShopPayment>(
            [.. Trading.Baskets.Changed(period).Select(OfBasket)],
            trading.Until.Turns + 1
        )
        {
            Deleted = [.. Trading.Baskets.Gone(period).Select(BasketKeyOf)],
        };
    }

    private long CountOfOrders()
    {
        var count = trading.Orders;
        for (var order = 0L; order < trading.Orders; order++)
        {
            var plan = shop.PlanOf(order);
            if (plan.Kind is OrderKind.RefundedInPart or OrderKind.RefundedWhole or OrderKind.DisputeLost)
            {
                count += trading.StateOf(order, plan).Refunded is null ? 0 : 1;
            }
            else if (plan.Kind is OrderKind.FailedFirst)
            {
                count += trading.StateOf(order, plan).Paid is null ? 0 : 1;
            }
        }

        return count;
    }

    private SandboxShopPayment Row(Order order, string state, long amount, long made, int turn) =>
        new()
        {
            Id = KeyOf(order.Index),
            Method = order.Plan.Method.ToString().ToLowerInvariant(),
            Provider = order.Plan.IsSettled ? Provider : null,
            State = state,
            Amount = amount,
            Currency = trading.Set.Land.Currency,
            Due =
                order.Plan.Kind is OrderKind.PaidLate
                    ? DateOnly.FromDateTime(trading.Clock.EndOf(order.Turn).UtcDateTime).AddDays(14)
                    : null,
            Made = made,
            Changed = trading.ChangedIn(turn),
        };
}

/// <summary>A payment as the made-up shop keeps it, in pence.</summary>
internal sealed record SandboxShopPayment : ISandboxRow
{
    public required string Id { get; init; }

    /// <summary>card, online, wallet or cash.</summary>
    public required string Method { get; init; }

    public string? Provider { get; init; }

    /// <summary>pending, authorized, paid, failed or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>With the tip; below zero when it is given back.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public DateOnly? Due { get; init; }

    public required long Made { get; init; }

    public required long Changed { get; init; }
}

using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Commerce.Shops;

/// <summary>What becomes of an order, known before its lines are: up to four steps, each some turns after it was placed and after the one before.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Method">How it is paid.</param>
/// <param name="First">Which of the shop's delays passes before the first step.</param>
/// <param name="Second">Which before the second, if there is one; and so on.</param>
/// <param name="Third">Which before the third.</param>
/// <param name="Fourth">Which before the fourth.</param>
internal readonly record struct OrderPlan(
    OrderKind Kind,
    PaymentMethod Method,
    int First,
    int Second,
    int Third,
    int Fourth
)
{
    private static readonly OrderStep[][] StepsOf =
    [
        [OrderStep.Closed],
        [OrderStep.Paid, OrderStep.Closed],
        [OrderStep.Paid, OrderStep.Closed],
        [OrderStep.Paid, OrderStep.Closed],
        [OrderStep.Cancelled],
        [OrderStep.Closed, OrderStep.Refunded],
        [OrderStep.Closed, OrderStep.Refunded],
        [OrderStep.Closed, OrderStep.Disputed, OrderStep.Answered, OrderStep.DisputeWon],
        [OrderStep.Closed, OrderStep.Disputed, OrderStep.Answered, OrderStep.DisputeLost],
    ];

    /// <summary>The steps, in order.</summary>
    public OrderStep[] Steps => StepsOf[(int)Kind];

    /// <summary>Whether the customer paid when the order was placed.</summary>
    public bool IsPaidWhenPlaced =>
        Kind is not (OrderKind.Authorized or OrderKind.PaidLate or OrderKind.FailedFirst or OrderKind.Cancelled);

    /// <summary>Whether the money goes through the provider, who keeps a fee and pays the rest out.</summary>
    public bool IsSettled => Method is not PaymentMethod.Cash;

    /// <summary>Which of the shop's delays passes before a step.</summary>
    public int DelayOf(int step) =>
        step switch
        {
            0 => First,
            1 => Second,
            2 => Third,
            _ => Fourth,
        };

    public static OrderPlan Of(ulong seed, long index)
    {
        var dice = new Dice(seed, Subject.OrderPlan, index);
        var kind = dice.Below(100) switch
        {
            < 66 => OrderKind.PaidAtOnce,
            < 76 => OrderKind.Authorized,
            < 81 => OrderKind.FailedFirst,
            < 85 => OrderKind.PaidLate,
            < 88 => OrderKind.Cancelled,
            < 93 => OrderKind.RefundedInPart,
            < 96 => OrderKind.RefundedWhole,
            < 98 => OrderKind.DisputeWon,
            _ => OrderKind.DisputeLost,
        };
        var method = kind is OrderKind.PaidAtOnce or OrderKind.RefundedInPart
            ? dice.Of<PaymentMethod>([
                PaymentMethod.Card,
                PaymentMethod.Online,
                PaymentMethod.Online,
                PaymentMethod.Wallet,
                PaymentMethod.Cash,
            ])
            : dice.Of<PaymentMethod>([PaymentMethod.Card, PaymentMethod.Online, PaymentMethod.Wallet]);
        var first = dice.Between(1, 3);
        var second = first + dice.Between(1, 3);
        var third = second + dice.Between(1, 3);
        return new OrderPlan(kind, method, first, second, third, third + dice.Between(1, 3));
    }
}

/// <summary>What becomes of an order.</summary>
internal enum OrderKind
{
    PaidAtOnce,

    /// <summary>The money is reserved when the order is placed, and taken when it is sent.</summary>
    Authorized,

    /// <summary>A first payment fails.</summary>
    FailedFirst,

    PaidLate,
    Cancelled,

    /// <summary>The first line comes back.</summary>
    RefundedInPart,

    RefundedWhole,
    DisputeWon,
    DisputeLost,
}

/// <summary>What happens to an order after it was placed.</summary>
internal enum OrderStep
{
    Paid,
    Closed,
    Cancelled,
    Refunded,
    Disputed,

    /// <summary>The shop answered a dispute.</summary>
    Answered,

    DisputeWon,
    DisputeLost,
}

/// <summary>How a customer pays.</summary>
internal enum PaymentMethod
{
    Card,
    Online,
    Wallet,
    Cash,
}

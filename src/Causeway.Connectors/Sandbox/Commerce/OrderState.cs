using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce;

/// <summary>What became of an order until a moment: the turn of each step that was made.</summary>
internal sealed record OrderState
{
    /// <summary>The turn of the last step, or of its placing.</summary>
    public required int Last { get; init; }

    public int? Paid { get; init; }

    public int? Closed { get; init; }

    public int? Cancelled { get; init; }

    /// <summary>When money was given back, also because a dispute was lost.</summary>
    public int? Refunded { get; init; }

    public int? Disputed { get; init; }

    public int? Answered { get; init; }

    public int? DisputeWon { get; init; }

    public int? DisputeLost { get; init; }

    /// <summary>Finds out how far an order has come.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="turn">The turn in which it was placed.</param>
    /// <param name="plan">What becomes of it.</param>
    /// <param name="turns">How many turns are over.</param>
    public static OrderState Of(Shop shop, int turn, OrderPlan plan, int turns)
    {
        var state = new OrderState { Last = turn, Paid = plan.IsPaidWhenPlaced ? turn : null };
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var at = turn + shop.Delays[plan.DelayOf(i)];
            if (at >= turns)
            {
                break;
            }

            state = state.After(plan.Steps[i], at) with { Last = at };
        }

        return state;
    }

    private OrderState After(OrderStep step, int at) =>
        step switch
        {
            OrderStep.Paid => this with { Paid = at },
            OrderStep.Closed => this with { Closed = at },
            OrderStep.Cancelled => this with { Cancelled = at, Closed = at },
            OrderStep.Refunded => this with { Refunded = at },
            OrderStep.Disputed => this with { Disputed = at },
            OrderStep.Answered => this with { Answered = at },
            OrderStep.DisputeWon => this with { DisputeWon = at },
            _ => this with { DisputeLost = at, Refunded = at },
        };
}

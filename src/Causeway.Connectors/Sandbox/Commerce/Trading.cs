using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce;

/// <summary>A shop's trade at a moment, as one connection sees it.</summary>
internal sealed record Trading(Shop Shop, BusinessClock Clock, Moment Until)
{
    /// <summary>Baskets with a payment that is awaited; they come to nothing.</summary>
    public static readonly Passing Baskets = new(Every: 1, Lives: 6, RevisedAfter: 3);

    public ShopSet Set => Shop.Set;

    /// <summary>How many orders have been placed.</summary>
    public long Orders => (long)Until.Turns * Set.OrdersPerTurn;

    /// <summary>When the shop was founded, in milliseconds since 1970.</summary>
    public long Founded => Clock.Founded.ToUnixTimeMilliseconds();

    /// <summary>The end of a turn in milliseconds since 1970, which is when what happened in it changed.</summary>
    public long ChangedIn(int turn) => Clock.EndOf(turn).ToUnixTimeMilliseconds();

    /// <summary>The end of a pulse in milliseconds since 1970.</summary>
    public long ChangedInPulse(long pulse) => Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds();

    public OrderState StateOf(long order, OrderPlan plan) => OrderState.Of(Shop, Shop.TurnOf(order), plan, Until.Turns);

    /// <summary>The numbers of the orders that were placed in a turn.</summary>
    public IEnumerable<long> PlacedIn(int turn)
    {
        for (long i = (long)turn * Set.OrdersPerTurn, end = i + Set.OrdersPerTurn; i < end; i++)
        {
            yield return i;
        }
    }

    /// <summary>The orders to which something happens in a turn, with what it is; nothing for their placing.</summary>
    public IEnumerable<(long Order, OrderPlan Plan, OrderStep? Step)> HappensIn(int turn)
    {
        foreach (var order in PlacedIn(turn))
        {
            yield return (order, Shop.PlanOf(order), null);
        }

        for (var delay = 1; delay < Shop.Delays.Length && turn >= Shop.Delays[delay]; delay++)
        {
            foreach (var order in PlacedIn(turn - Shop.Delays[delay]))
            {
                var plan = Shop.PlanOf(order);
                for (var i = 0; i < plan.Steps.Length; i++)
                {
                    if (plan.DelayOf(i) == delay)
                    {
                        yield return (order, plan, plan.Steps[i]);
                    }
                }
            }
        }
    }
}

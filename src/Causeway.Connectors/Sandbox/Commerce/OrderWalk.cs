using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce;

/// <summary>
/// Walks through records that belong to orders: a read of everything by the turn in which the orders were placed, a read of
/// changes by the turn in which something happened to them. No order has two steps in one turn.
/// </summary>
/// <param name="trading">The shop's trade.</param>
/// <param name="concerns">Whether an order with this plan can have such a record; what has none is not made.</param>
/// <param name="make">Makes the records of an order, each with the turn in which it last changed.</param>
internal sealed class OrderWalk<TRow>(
    Trading trading,
    Func<OrderPlan, bool> concerns,
    Func<Order, OrderState, IEnumerable<(TRow Row, int Turn)>> make
)
    where TRow : ISandboxRow
{
    public IEnumerable<Batch<TRow>> Read(Period period, long position)
    {
        for (var turn = (int)Math.Max(position, period.FirstTurn); turn < trading.Until.Turns; turn++)
        {
            yield return new Batch<TRow>(period.Since is null ? Placed(turn) : Touched(turn), turn + 1);
        }
    }

    private List<TRow> Placed(int turn) =>
        [
            .. trading
                .PlacedIn(turn)
                .Select(index => (Index: index, Plan: trading.Shop.PlanOf(index)))
                .Where(o => concerns(o.Plan))
                .SelectMany(o => make(trading.Shop.Order(o.Index), trading.StateOf(o.Index, o.Plan)))
                .Select(made => made.Row),
        ];

    private List<TRow> Touched(int turn) =>
        [
            .. trading
                .HappensIn(turn)
                .Where(o => concerns(o.Plan))
                .SelectMany(o => make(trading.Shop.Order(o.Order), trading.StateOf(o.Order, o.Plan)))
                .Where(made => made.Turn == turn)
                .Select(made => made.Row),
        ];
}

using System.Globalization;
using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce.Payments;

/// <summary>
/// The shop's account at the payment provider. Payments and fees come with the orders; every few turns what has gathered is paid
/// out, or claimed back if more was given back than came in; now and then a payout fails, comes back a turn later and is in the
/// next one. Cash never gets there.
/// </summary>
internal sealed class ProviderAccount(Trading trading)
{
    private const long DisputeFee = 1_500;
    private const int FailsEvery = 9;

    private readonly Shop shop = trading.Shop;

    /// <summary>What moves in a turn, in order.</summary>
    public IEnumerable<SandboxShopTransaction> In(int turn)
    {
        foreach (var transaction in OfOrdersIn(turn))
        {
            yield return transaction;
        }

        if (turn > 0 && IsPayout(turn - 1) && Fails(turn - 1))
        {
            yield return Row($"{PayoutKey(turn - 1)}-failed", "payout-failed", AmountOf(turn - 1), null, turn);
        }

        if (IsPayout(turn))
        {
            yield return Row(PayoutKey(turn), "payout", -AmountOf(turn), null, turn);
        }
    }

    /// <summary>What is on the account when so many turns are over.</summary>
    public long BalanceAfter(int turns)
    {
        var last = (turns - 1) / shop.PayoutEvery * shop.PayoutEvery;
        var balance = 0L;
        for (var turn = last > 0 ? last + 1 : 0; turn < turns; turn++)
        {
            balance += In(turn).Sum(t => t.Amount);
        }

        return balance;
    }

    /// <summary>How many transactions there are; an order's are known from its plan.</summary>
    public long Count()
    {
        var turns = trading.Until.Turns;
        var count = 0L;
        for (var order = 0L; order < trading.Orders; order++)
        {
            var plan = shop.PlanOf(order);
            if (plan.IsSettled)
            {
                count += CountOf(trading.StateOf(order, plan), plan);
            }
        }

        for (var turn = shop.PayoutEvery; turn < turns; turn += shop.PayoutEvery)
        {
            count += Fails(turn) && turn + 1 < turns ? 2 : 1;
        }

        return count;
    }

    private static long CountOf(OrderState state, OrderPlan plan)
    {
        var count = state.Paid is null ? 0 : 2;
        count +=
            state.Refunded is null ? 0
            : plan.Kind is OrderKind.DisputeLost ? 1
            : 2;
        count += state.Disputed is null ? 0 : 1;
        return count + (state.DisputeWon is null ? 0 : 1);
    }

    private IEnumerable<SandboxShopTransaction> OfOrdersIn(int turn)
    {
        foreach (var (index, plan, step) in trading.HappensIn(turn))
        {
            var isPaid = step is null ? plan.IsPaidWhenPlaced : step is OrderStep.Paid;
            if (!plan.IsSettled || !(isPaid || step is not (null or OrderStep.Closed or OrderStep.Cancelled)))
            {
                continue;
            }

            foreach (var transaction in Of(shop.Order(index), isPaid ? OrderStep.Paid : step, turn))
            {
                yield return transaction;
            }
        }
    }

    private IEnumerable<SandboxShopTransaction> Of(Order order, OrderStep? step, int turn)
    {
        var payment = PaymentRows.KeyOf(order.Index);
        var refund = PaymentRows.RefundKeyOf(order.Index);
        var (key, fee) = (Key("tx", order.Index), Key("fee", order.Index));
        return step switch
        {
            OrderStep.Paid =>
            [
                Row(key, "payment", order.Due, payment, turn),
                Row(fee, "fee", -order.Fee, payment, turn),
            ],
            OrderStep.Refunded =>
            [
                Row($"{key}-refund", "refund", -order.Refund, refund, turn),
                Row($"{fee}-refund", "fee-refund", order.FeeRefund, refund, turn),
            ],
            OrderStep.Disputed => [Row($"{fee}-dispute", "dispute-fee", -DisputeFee, payment, turn)],
            OrderStep.DisputeWon => [Row($"{fee}-dispute-back", "dispute-fee-refund", DisputeFee, payment, turn)],
            OrderStep.DisputeLost => [Row($"{key}-chargeback", "chargeback", -order.Refund, refund, turn)],
            _ => [],
        };
    }

    private bool IsPayout(int turn) => turn > 0 && turn % shop.PayoutEvery is 0;

    // Never two in a row.
    private bool Fails(int turn) => turn / shop.PayoutEvery % FailsEvery is 4;

    // All that moved since the last payout, with the last one itself if it came back.
    private long AmountOf(int turn)
    {
        var last = turn - shop.PayoutEvery;
        var amount = last > 0 && Fails(last) ? AmountOf(last) : 0;
        for (var earlier = last > 0 ? last + 1 : 0; earlier <= turn; earlier++)
        {
            amount += OfOrdersIn(earlier).Sum(t => t.Amount);
        }

        return amount;
    }

    private static string Key(string prefix, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{index}");

    private static string PayoutKey(int turn) => Key("payout", turn);

    private SandboxShopTransaction Row(string id, string kind, long amount, string? payment, int turn) =>
        new()
        {
            Id = id,
            Kind = kind,
            Amount = amount,
            Currency = trading.Set.Land.Currency,
            Payment = payment,
            At = trading.ChangedIn(turn),
        };
}

/// <summary>A movement on the account at the provider, in pence; it never changes.</summary>
internal sealed record SandboxShopTransaction : ISandboxRow
{
    long ISandboxRow.Changed => At;

    public required string Id { get; init; }

    /// <summary>payment, fee, refund, fee-refund, chargeback, dispute-fee, dispute-fee-refund, payout or payout-failed.</summary>
    public required string Kind { get; init; }

    /// <summary>Above zero adds to the account.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>The payment that caused it.</summary>
    public string? Payment { get; init; }

    public required long At { get; init; }
}

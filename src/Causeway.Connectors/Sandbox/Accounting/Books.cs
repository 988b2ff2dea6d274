using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A firm's books at a moment, as one connection sees them: what its turns brought, and what was written.</summary>
internal sealed class Books
{
    private readonly Overlay overlay;

    public Books(Firm firm, BusinessClock clock, Moment until, WrittenRecords written)
    {
        Firm = firm;
        Clock = clock;
        Until = until;
        Written = written;
        overlay = new Overlay(this);
    }

    public Firm Firm { get; }

    public BusinessClock Clock { get; }

    /// <summary>The moment.</summary>
    public Moment Until { get; }

    public WrittenRecords Written { get; }

    public DataSet Set => Firm.Set;

    public Overlay Overlay => overlay;

    /// <summary>What all accounts hold at the moment.</summary>
    public Balances Balances() => Before(Until.Turns);

    /// <summary>What all accounts hold before a turn.</summary>
    public Balances Before(int turn) => new(Firm.Ledger.Before(turn), overlay.Before(turn));

    /// <summary>How many records of a kind the turns brought.</summary>
    public long Count(Count kind) => Firm.Ledger.Count(kind, Until.Turns) - overlay.Cancelled(kind);

    /// <summary>The end of a turn in milliseconds since 1970, which is when what happened in it changed.</summary>
    public long ChangedIn(int turn) => Clock.EndOf(turn).ToUnixTimeMilliseconds();

    /// <summary>The day on which a turn ends.</summary>
    public DateOnly DayOf(int turn) => DateOnly.FromDateTime(Clock.EndOf(turn).UtcDateTime);

    /// <summary>What happens in a turn, but for what was kept from happening by a write.</summary>
    public void ListTurn(int turn, List<BookEvent> events)
    {
        Turns.List(Firm, turn, events);
        if (overlay.Cancels)
        {
            events.RemoveAll(e => overlay.IsCancelled(e));
        }
    }

    /// <summary>Whether a bill had been entered twice and is gone.</summary>
    public bool HasVanished(long purchase)
    {
        var plan = Firm.PurchasePlan(purchase);
        if (plan.Kind is not PlanKind.Withdrawn)
        {
            return false;
        }

        var drops = Firm.TurnAfter(Firm.TurnOfPurchase(purchase), plan.First);
        return drops < Until.Turns && drops < overlay.PurchaseFrozenFrom(purchase);
    }

    public DocumentState StateOf(Sale sale) =>
        StateOf(
            BookEvent.SaleKey(sale.Index),
            sale.Turn,
            sale.Total,
            sale.Plan,
            overlay.SaleFrozenFrom(sale.Index),
            slot => sale.Amount(slot),
            slot => new BookEvent(EventKind.Receipt, 0, sale.Index, slot).Key
        );

    public DocumentState StateOf(Purchase purchase) =>
        StateOf(
            BookEvent.PurchaseKey(purchase.Index),
            purchase.Turn,
            purchase.Total,
            purchase.Plan,
            overlay.PurchaseFrozenFrom(purchase.Index),
            slot => purchase.Amount(slot),
            slot => new BookEvent(EventKind.Outlay, 0, purchase.Index, slot).Key
        );

    /// <summary>What became of a document that was written, and of which only payments are settled that were written too.</summary>
    public DocumentState StateOfWritten(string id, long total, bool isDraft, long changed)
    {
        var settled = overlay.SettledByWrites(id);
        return new DocumentState
        {
            Total = total,
            IsDraft = isDraft,
            Turn = 0,
            Changed = settled.Count is 0 ? changed : Math.Max(changed, settled.Max(s => s.At)),
            Settled = settled.Count is 0 ? null : [.. settled.Select(s => s.Settlement)],
        };
    }

    private DocumentState StateOf(
        string id,
        int turn,
        long total,
        Plan plan,
        int frozenFrom,
        Func<int, long> amountOf,
        Func<int, string> paymentOf
    )
    {
        if (turn >= Until.Turns)
        {
            return new DocumentState
            {
                Total = total,
                IsDraft = true,
                Turn = turn,
                Changed = ChangedIn(Math.Max(0, turn - 1)),
            };
        }

        var (last, slots, isWithdrawn) = (turn, 0, false);
        List<Settlement>? settled = null;
        for (var slot = 0; slot < 2; slot++)
        {
            var happens = Firm.TurnAfter(turn, slot is 0 ? plan.First : plan.Second);
            if (happens >= Until.Turns || happens >= frozenFrom)
            {
                break;
            }

            (last, slots) = (happens, slot + 1);
            isWithdrawn |= plan.Kind is PlanKind.Withdrawn;
            if (plan.Settles(slot))
            {
                settled ??= new List<Settlement>(2);
                settled.Add(Settle(plan.Credits(slot), paymentOf(slot), happens, amountOf(slot)));
            }
        }

        var changed = ChangedIn(last);
        foreach (var (at, settlement) in overlay.SettledByWrites(id))
        {
            settled ??= [];
            settled.Add(settlement);
            changed = Math.Max(changed, at);
        }

        return new DocumentState
        {
            Total = total,
            IsWithdrawn = isWithdrawn,
            Turn = last,
            Slots = slots,
            Changed = changed,
            Settled = settled,
        };
    }

    private Settlement Settle(bool isCredit, string payment, int turn, long amount) =>
        new()
        {
            Pay = payment,
            On = DayOf(turn),
            Amount = amount,
            Total = isCredit ? 0 : amount,
            Account = isCredit ? null : Parts.Bank,
        };
}

/// <summary>What all accounts hold.</summary>
/// <param name="Brought">What the turns brought, by account.</param>
/// <param name="Written">What writes added, by the account's id.</param>
internal sealed record Balances(long[] Brought, Dictionary<string, long> Written)
{
    public long Of(Nominal account) => Brought[(int)account] + Written.GetValueOrDefault(Chart.Of(account).Id);

    /// <summary>The balance of any account, by its id.</summary>
    public long Of(string id) => Chart.Find(id) is { } card ? Of(card.Account) : Written.GetValueOrDefault(id);

    public void AddWritten(string account, long amount) =>
        Written[account] = Written.GetValueOrDefault(account) + amount;
}

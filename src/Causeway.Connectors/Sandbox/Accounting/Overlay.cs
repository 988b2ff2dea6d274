using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>
/// What writes do to books that are a function of time: they add to the accounts, and what they touch goes by its plan no
/// more, since an invoice that was paid by a write must not be paid again. What was touched is little, so all is kept at hand.
/// </summary>
internal sealed class Overlay
{
    private static readonly IReadOnlyList<(long At, Settlement Settlement)> Nothing = [];

    private readonly Books books;
    private readonly Dictionary<long, int> sales = [];
    private readonly Dictionary<long, int> purchases = [];
    private readonly Dictionary<string, List<(long At, Settlement Settlement)>> settled = [];
    private readonly List<BookEvent> cancelled = [];
    private readonly List<Adjustment> adjustments = [];

    public Overlay(Books books)
    {
        this.books = books;
        var written = books.Written;
        foreach (var payment in written.Payments.Values.Concat(written.BillPayments.Values))
        {
            Settle(payment);
        }

        foreach (var invoice in written.Invoices.Values)
        {
            Freeze(BookEvent.SaleIndex(invoice.Row.Id), invoice.At, sales);
        }

        foreach (var bill in written.Bills.Values)
        {
            Freeze(BookEvent.PurchaseIndex(bill.Row.Id), bill.At, purchases);
        }

        Cancel();
        Adjust();
    }

    /// <summary>Whether anything is kept from happening.</summary>
    public bool Cancels => cancelled.Count > 0;

    /// <summary>From which turn on nothing of an invoice's plan happens.</summary>
    public int SaleFrozenFrom(long sale) => sales.GetValueOrDefault(sale, int.MaxValue);

    /// <summary>From which turn on nothing of a bill's plan happens.</summary>
    public int PurchaseFrozenFrom(long purchase) => purchases.GetValueOrDefault(purchase, int.MaxValue);

    /// <summary>What written payments settled of an invoice or a bill.</summary>
    public IReadOnlyList<(long At, Settlement Settlement)> SettledByWrites(string id) =>
        settled.TryGetValue(id, out var list) ? list : Nothing;

    /// <summary>The documents of which written payments settled something.</summary>
    public IEnumerable<string> SettledDocuments => settled.Keys;

    public bool IsCancelled(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Receipt or EventKind.Credit or EventKind.SaleWithdrawn => happened.Turn
                >= SaleFrozenFrom(happened.Index),
            EventKind.Outlay or EventKind.PurchaseCredit or EventKind.PurchaseDropped => happened.Turn
                >= PurchaseFrozenFrom(happened.Index),
            _ => false,
        };

    /// <summary>How many records of a kind were kept from coming until the moment.</summary>
    public long Cancelled(Count kind) =>
        kind is Count.BankLines
            ? adjustments.Count(a => a.IsCancelled && a.IsBank)
            : cancelled.Sum(e => books.Firm.Ledger.Counts(e, kind));

    /// <summary>What writes added to the accounts before a turn.</summary>
    public Dictionary<string, long> Before(int turn)
    {
        var sums = new Dictionary<string, long>();
        foreach (var adjustment in adjustments)
        {
            if (adjustment.Turn <= turn)
            {
                sums[adjustment.Account] = sums.GetValueOrDefault(adjustment.Account) + adjustment.Amount;
            }
        }

        return sums;
    }

    /// <summary>What writes add to the accounts just before a turn; what was kept from happening is not among it.</summary>
    public IEnumerable<Adjustment> WrittenBefore(int turn) => adjustments.Where(a => a.Turn == turn && !a.IsCancelled);

    /// <summary>The written lines that one account got up to and with a write.</summary>
    public long WrittenUntil(string account, int turn, long at) =>
        adjustments
            .Where(a => a.Account == account && (a.Turn < turn || (a.Turn == turn && a.At <= at)))
            .Sum(a => a.Amount);

    /// <summary>The turn before which a write comes.</summary>
    public int TurnOf(long at) => books.Clock.At(DateTimeOffset.FromUnixTimeMilliseconds(at)).Turns;

    private void Settle(Written<SandboxPayment> payment)
    {
        foreach (var link in payment.Row.Lines.SelectMany(l => l.Links))
        {
            if (link is not { Kind: "invoice" or "bill", Id: { } id })
            {
                continue;
            }

            if (!settled.TryGetValue(id, out var list))
            {
                settled.Add(id, list = []);
            }

            list.Add(
                (
                    payment.At,
                    new Settlement
                    {
                        Pay = payment.Row.Id,
                        On = payment.Row.On,
                        Amount = -link.Amount,
                        Total = payment.Row.Total,
                        Account = payment.Row.Account,
                        Reference = payment.Row.Reference,
                    }
                )
            );
            Freeze(BookEvent.SaleIndex(id), payment.At, sales);
            Freeze(BookEvent.PurchaseIndex(id), payment.At, purchases);
        }
    }

    private void Freeze(long? index, long at, Dictionary<long, int> frozen)
    {
        if (index is { } known)
        {
            frozen[known] = Math.Min(frozen.GetValueOrDefault(known, int.MaxValue), TurnOf(at));
        }
    }

    private void Cancel()
    {
        foreach (var (index, from) in sales)
        {
            var (turn, plan) = (books.Firm.TurnOfSale(index), books.Firm.SalePlan(index));
            CancelSlots(turn, plan, from, slot => Turns.SaleEvent(plan.Kind, slot), index);
        }

        foreach (var (index, from) in purchases)
        {
            var (turn, plan) = (books.Firm.TurnOfPurchase(index), books.Firm.PurchasePlan(index));
            CancelSlots(turn, plan, from, slot => Turns.PurchaseEvent(plan.Kind, slot), index);
        }
    }

    private void CancelSlots(int turn, Plan plan, int from, Func<int, EventKind> kindOf, long index)
    {
        for (var slot = 0; slot < 2; slot++)
        {
            var happens = books.Firm.TurnAfter(turn, slot is 0 ? plan.First : plan.Second);
            if (happens >= from && happens < books.Until.Turns)
            {
                cancelled.Add(new BookEvent(kindOf(slot), happens, index, slot));
            }
        }
    }

    private void Adjust()
    {
        var postings = new List<Posting>();
        foreach (var happened in cancelled)
        {
            Turns.Post(books.Firm, happened, [], postings);
            // It is in the sums of its turn, so it is taken out before the next.
            adjustments.AddRange(
                postings.Select(p => new Adjustment(happened.Turn + 1, 0, Chart.Of(p.Account).Id, -p.Amount)
                {
                    IsCancelled = true,
                })
            );
        }

        foreach (var (at, lines) in WrittenEntries.AllPostings(books))
        {
            var turn = TurnOf(at);
            adjustments.AddRange(lines.Select(l => new Adjustment(turn, at, l.Account.Id, l.Amount)));
        }
    }
}

/// <summary>What a write adds to an account.</summary>
/// <param name="Turn">The turn before which it comes.</param>
/// <param name="At">When it was written, in milliseconds since 1970.</param>
/// <param name="Account">The account's id.</param>
/// <param name="Amount">Debit positive, in the home currency.</param>
internal sealed record Adjustment(int Turn, long At, string Account, long Amount)
{
    /// <summary>Whether it takes out what was kept from happening.</summary>
    public bool IsCancelled { get; init; }

    public bool IsBank => Chart.Find(Account) is { IsBank: true };
}

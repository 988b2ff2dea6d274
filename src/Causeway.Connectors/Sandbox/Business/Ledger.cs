using System.Collections.Immutable;

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>
/// What the accounts of a firm hold, and how many records of each kind there are, before any turn. It remembers the sums before
/// every 32nd turn, so a million invoices are gone through once in a process and nothing is gone through for long after.
/// </summary>
internal sealed class Ledger(Firm firm)
{
    private const int Step = 32;

    private static readonly Count[] Kinds = Enum.GetValues<Count>();

    private readonly Lock growing = new();
    private ImmutableArray<long[]> marks = [new long[Chart.Accounts + Kinds.Length]];

    /// <summary>The sums before a turn.</summary>
    public long[] Before(int turn)
    {
        var mark = turn / Step;
        var sums = (long[])Marks(mark)[mark].Clone();
        Walk(sums, mark * Step, turn);
        return sums;
    }

    /// <summary>How many records of a kind there are before a turn.</summary>
    public long Count(Count kind, int turn) => Before(turn)[At(kind)];

    /// <summary>Adds an event to the sums.</summary>
    public void Add(long[] sums, in BookEvent happened, List<Posting> postings)
    {
        foreach (var posting in postings)
        {
            sums[(int)posting.Account] += posting.Amount;
            sums[At(Business.Count.BankLines)] += Chart.Of(posting.Account).IsBank ? 1 : 0;
        }

        foreach (var kind in Kinds)
        {
            sums[At(kind)] += Counts(happened, kind);
        }
    }

    /// <summary>By how much an event changes the number of records of a kind; lines of bank accounts are counted by their postings.</summary>
    public int Counts(in BookEvent happened, Count kind) =>
        (kind, happened.Kind) switch
        {
            (Business.Count.Entries, EventKind.PurchaseDropped or EventKind.AccrualDropped) => -1,
            (Business.Count.Entries, _) => 1,
            (Business.Count.Payments, EventKind.Receipt) => 1,
            // What uses a credit note up is a payment of nothing.
            (Business.Count.Payments, EventKind.Credit) => firm.SalePlan(happened.Index).Credits(0) ? 1 : 0,
            (Business.Count.Credits, EventKind.Credit) => 1,
            (Business.Count.Purchases, EventKind.Purchase) => 1,
            (Business.Count.Purchases, EventKind.PurchaseDropped) => -1,
            (Business.Count.PurchaseCredits, EventKind.PurchaseCredit) => 1,
            (Business.Count.Outlays, EventKind.Outlay or EventKind.PurchaseCredit) => 1,
            (Business.Count.Transfers, EventKind.Saving or EventKind.CardCleared) => 1,
            _ => 0,
        };

    private static int At(Count kind) => Chart.Accounts + (int)kind;

    private ImmutableArray<long[]> Marks(int last)
    {
        if (marks.Length > last)
        {
            return marks;
        }

        lock (growing)
        {
            var more = marks.ToBuilder();
            while (more.Count <= last)
            {
                var sums = (long[])more[^1].Clone();
                Walk(sums, (more.Count - 1) * Step, more.Count * Step);
                more.Add(sums);
            }

            marks = more.ToImmutable();
        }

        return marks;
    }

    private void Walk(long[] sums, int from, int to)
    {
        var (events, postings) = (new List<BookEvent>(), new List<Posting>());
        for (var turn = from; turn < to; turn++)
        {
            Turns.List(firm, turn, events);
            foreach (var happened in events)
            {
                Turns.Post(firm, happened, sums, postings);
                Add(sums, happened, postings);
            }
        }
    }
}

/// <summary>Kinds of record that are counted beside the sums.</summary>
internal enum Count
{
    Payments,
    Credits,
    Purchases,
    PurchaseCredits,
    Outlays,
    Transfers,
    BankLines,
    Entries,
}

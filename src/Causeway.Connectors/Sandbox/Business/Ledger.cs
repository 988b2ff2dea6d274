using System.Collections.Immutable;

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>
/// What the accounts of a firm hold, and how many records of each kind there are, before any turn. It remembers the sums before
/// every 32nd turn, so a million invoices are gone through once in a process and nothing is gone through for long after.
/// </summary>
internal sealed class Ledger(Firm firm)
{
    private const int Step = 32;

    private readonly Lock growing = new();
    private ImmutableArray<long[]> marks = [new long[Chart.Accounts + Counts]];

    private static int Counts => Enum.GetValues<Count>().Length;

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

        sums[At(Business.Count.Entries)] += happened.Kind switch
        {
            EventKind.PurchaseDropped or EventKind.AccrualDropped => -1,
            _ => 1,
        };
        if (happened.Kind is EventKind.Credit && firm.SalePlan(happened.Index).Kind is PlanKind.Credited)
        {
            sums[At(Business.Count.Payments)]++; // what uses the credit note up
        }

        if (KindOf(happened) is { } count)
        {
            sums[At(count)] += happened.Kind is EventKind.PurchaseDropped ? -1 : 1;
        }
    }

    private static int At(Count kind) => Chart.Accounts + (int)kind;

    private static Count? KindOf(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Receipt => Business.Count.Payments,
            EventKind.Credit => Business.Count.Credits,
            EventKind.Purchase or EventKind.PurchaseDropped => Business.Count.Purchases,
            EventKind.PurchaseCredit => Business.Count.PurchaseCredits,
            EventKind.Outlay => Business.Count.Outlays,
            EventKind.Saving or EventKind.CardCleared => Business.Count.Transfers,
            _ => null,
        };

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

using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Walks through the books turn by turn, with the balances of all accounts at hand.</summary>
internal sealed class LedgerWalk(Books books, int from)
{
    private readonly List<BookEvent> events = [];
    private readonly List<Posting> postings = [];

    /// <summary>What the accounts hold after the event that was shown last.</summary>
    public Balances Balances { get; } = books.Before(from);

    /// <summary>Shows what happens in a turn, in order; the turns must follow one another. The postings are good until the next event.</summary>
    public void Turn(int turn, Action<BookEvent, IReadOnlyList<Posting>> show)
    {
        if (turn > from)
        {
            foreach (var written in books.Overlay.WrittenBefore(turn))
            {
                Balances.AddWritten(written.Account, written.Amount);
            }
        }

        Turns.List(books.Firm, turn, events);
        foreach (var happened in events)
        {
            Turns.Post(books.Firm, happened, Balances.Brought, postings);
            books.Firm.Ledger.Add(Balances.Brought, happened, postings);
            if (books.Overlay.IsCancelled(happened))
            {
                // The sums that are remembered have it, so it is taken out again.
                foreach (var posting in postings)
                {
                    Balances.AddWritten(Chart.Of(posting.Account).Id, -posting.Amount);
                }

                continue;
            }

            show(happened, postings);
        }
    }
}

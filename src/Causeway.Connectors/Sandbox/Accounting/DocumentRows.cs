using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Walks through invoices or bills: by the turn in which they were raised, or by the turn in which they last changed.</summary>
/// <param name="books">The books.</param>
/// <param name="perTurn">How many are raised in each turn.</param>
/// <param name="make">Makes one; nothing if it has vanished.</param>
/// <param name="touches">Whether an event changes one; the event by which it is raised does too.</param>
internal sealed class DocumentRows<TRow>(
    Books books,
    int perTurn,
    Func<long, (TRow Row, DocumentState State)?> make,
    Func<EventKind, bool> touches
)
    where TRow : ISandboxRow
{
    private readonly List<BookEvent> events = [];

    public IEnumerable<Batch<TRow>> Read(Period period, long position)
    {
        var turns = books.Until.Turns;
        for (var turn = (int)Math.Max(position, period.FirstTurn); turn < turns; turn++)
        {
            yield return new Batch<TRow>(period.Since is null ? Raised(turn) : Touched(turn), turn + 1);
        }

        // Those of the turn that is not over are drafts; they were seen before if no turn has ended since.
        if (position <= turns && (period.Since is null || period.FirstTurn < turns))
        {
            yield return new Batch<TRow>(Raised(turns), turns + 1);
        }
    }

    private List<TRow> Raised(int turn)
    {
        var rows = new List<TRow>(perTurn);
        for (var i = 0; i < perTurn; i++)
        {
            if (make(((long)turn * perTurn) + i) is { } made)
            {
                rows.Add(made.Row);
            }
        }

        return rows;
    }

    // Only those to which nothing happened later, so that each comes once.
    private List<TRow> Touched(int turn)
    {
        books.ListTurn(turn, events);
        var rows = new List<TRow>();
        foreach (var happened in events)
        {
            if (
                touches(happened.Kind)
                && make(happened.Index) is { } made
                && made.State.Turn == turn
                && IsLast(happened, made.State)
            )
            {
                rows.Add(made.Row);
            }
        }

        return rows;
    }

    // What is paid in the turn in which it was raised was raised before.
    private static bool IsLast(in BookEvent happened, DocumentState state) =>
        happened.Kind is not (EventKind.Sale or EventKind.Purchase) || state.Slots is 0;
}

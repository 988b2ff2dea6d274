using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Records that come with an event and never change, such as payments.</summary>
internal static class EventRows
{
    /// <summary>Reads them turn by turn, and then those that were written.</summary>
    /// <param name="books">The books.</param>
    /// <param name="period">What to read.</param>
    /// <param name="position">Where to go on.</param>
    /// <param name="make">Makes the record of an event; nothing if it has none.</param>
    /// <param name="written">The records that were written.</param>
    public static IEnumerable<Batch<TRow>> Read<TRow>(
        Books books,
        Period period,
        long position,
        Func<BookEvent, TRow?> make,
        IEnumerable<TRow> written
    )
        where TRow : class, ISandboxRow
    {
        var events = new List<BookEvent>();
        for (var turn = (int)Math.Max(position, period.FirstTurn); turn < books.Until.Turns; turn++)
        {
            books.ListTurn(turn, events);
            var rows = new List<TRow>();
            foreach (var happened in events)
            {
                if (make(happened) is { } row)
                {
                    rows.Add(row);
                }
            }

            yield return new Batch<TRow>(rows, turn + 1);
        }

        yield return new Batch<TRow>([.. written.Where(r => period.MayBeNew(r))], books.Until.Turns + 1);
    }
}

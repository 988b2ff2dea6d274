using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Makes the rows of journal entries, turn by turn, and then those of what was written.</summary>
internal sealed class EntryRows(Books books)
{
    private readonly string home = books.Set.Land.Currency;

    public Feed<SandboxEntry> Feed =>
        new(SandboxJson.Default.SandboxEntry, Read)
        {
            // Records of the firm's own that were changed have their entry in either count.
            Count = () =>
                books.Count(Count.Entries)
                + WrittenRows().LongCount()
                - books.Written.Invoices.Keys.LongCount(id => BookEvent.SaleIndex(id) is not null)
                - books.Written.Bills.Keys.LongCount(id => BookEvent.PurchaseIndex(id) is not null),
        };

    private static string KeyOf(string of) => "je-" + of;

    private IEnumerable<Batch<SandboxEntry>> Read(Period period, long position)
    {
        var from = (int)Math.Max(position, period.FirstTurn);
        var walk = new LedgerWalk(books, Math.Min(from, books.Until.Turns));
        for (var turn = from; turn < books.Until.Turns; turn++)
        {
            var (rows, deleted) = (new List<SandboxEntry>(), new List<string>());
            walk.Turn(
                turn,
                (happened, postings) =>
                {
                    if (BornIn(happened) is { } born)
                    {
                        // What was never seen need not be reported as gone.
                        deleted.AddRange(born < period.FirstTurn ? [KeyOf(happened.Key)] : []);
                    }
                    else if (IsThere(happened))
                    {
                        rows.Add(Row(happened, postings));
                    }
                }
            );
            yield return new Batch<SandboxEntry>(rows, turn + 1) { Deleted = deleted };
        }

        yield return new Batch<SandboxEntry>([.. WrittenRows().Where(r => period.MayBeNew(r))], books.Until.Turns + 1);
    }

    // When an entry came that now is gone; nothing for all other events.
    private int? BornIn(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.PurchaseDropped => books.Firm.TurnOfPurchase(happened.Index),
            EventKind.AccrualDropped => (int)happened.Index,
            _ => null,
        };

    private bool IsThere(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Sale => !books.Written.Invoices.ContainsKey(happened.Key),
            EventKind.Purchase => !books.Written.Bills.ContainsKey(happened.Key) && !books.HasVanished(happened.Index),
            EventKind.Accrual => Turns.AccrualLives(happened.Index, books.Until.Turns),
            _ => true,
        };

    private SandboxEntry Row(in BookEvent happened, IReadOnlyList<Posting> postings)
    {
        var changed = books.ChangedIn(happened.Turn);
        var journal = JournalBook.Of(happened.Kind);
        return new SandboxEntry
        {
            Id = KeyOf(happened.Key),
            Text = TextOf(happened.Kind),
            On = books.DayOf(happened.Turn),
            Journal = new Party(journal.Id, journal.Name),
            Currency = home,
            ForeignCurrency = ForeignOf(happened),
            Lines = [.. postings.Select(p => new EntryLine(Parts.Account(p.Account), p.Amount, p.Foreign))],
            Of = OfRecord(happened),
            Created = changed,
            Changed = changed,
        };
    }

    private string? ForeignOf(in BookEvent happened)
    {
        if (
            books.Set.ForeignPercent is 0
            || happened.Kind is not (EventKind.Sale or EventKind.SaleWithdrawn or EventKind.Credit or EventKind.Receipt)
        )
        {
            return null;
        }

        var currency = books.Firm.Sale(happened.Index).Currency;
        return currency == home ? null : currency;
    }

    public static string TextOf(EventKind kind) =>
        kind switch
        {
            EventKind.Opening => "Opening balance",
            EventKind.Sale => "Invoice",
            EventKind.SaleWithdrawn => "Invoice made void",
            EventKind.Credit => "Credit note",
            EventKind.Receipt => "Payment received",
            EventKind.Purchase => "Bill",
            EventKind.PurchaseCredit => "Credit of a supplier",
            EventKind.Outlay => "Payment of a bill",
            EventKind.CardPurchase => "Card purchase",
            EventKind.Wages => "Wages",
            EventKind.Rent => "Rent",
            EventKind.BankFee => "Bank fee",
            EventKind.InterestReceived => "Interest",
            EventKind.TaxPaid => "Tax of the quarter",
            EventKind.Saving => "Transfer to savings",
            EventKind.CardCleared => "Company card paid off",
            EventKind.Depreciation => "Depreciation",
            EventKind.Accrual => "Accrual",
            _ => "Correction",
        };

    private static Party? OfRecord(in BookEvent happened) =>
        happened.Kind switch
        {
            EventKind.Sale or EventKind.SaleWithdrawn => new Party(BookEvent.SaleKey(happened.Index), "invoice"),
            EventKind.Credit => new Party(happened.Key, "credit"),
            EventKind.Receipt => new Party(happened.Key, "payment"),
            EventKind.Purchase => new Party(happened.Key, "bill"),
            EventKind.PurchaseCredit => new Party(happened.Key, "bill credit"),
            EventKind.Outlay => new Party(happened.Key, "bill payment"),
            EventKind.Saving or EventKind.CardCleared => new Party(happened.Key, "transfer"),
            EventKind.Opening or EventKind.Depreciation or EventKind.Accrual => new Party(KeyOf(happened.Key), "entry"),
            EventKind.CardPurchase => new Party(BankRows.KeyOf(happened, Nominal.Card), "bank"),
            EventKind.InterestReceived => new Party(BankRows.KeyOf(happened, Nominal.Savings), "bank"),
            _ => new Party(BankRows.KeyOf(happened, Nominal.Current), "bank"),
        };

    private IEnumerable<SandboxEntry> WrittenRows()
    {
        var written = books.Written;
        foreach (var (at, _, row) in written.Invoices.Values.Where(w => w.Row.State is not "draft"))
        {
            yield return Row(row, row.Issued, row.Currency, at, "invoice", JournalBook.Sales, WrittenEntries.Of(row));
        }

        foreach (var (at, _, row) in written.Bills.Values.Where(w => w.Row.State is not "draft"))
        {
            yield return Row(row, row.Issued, row.Currency, at, "bill", JournalBook.Purchases, WrittenEntries.Of(row));
        }

        foreach (var (at, _, row) in written.Payments.Values)
        {
            var lines = WrittenEntries.Of(row, isReceipt: true);
            yield return Row(row, row.On, row.Currency, at, "payment", JournalBook.Bank, lines);
        }

        foreach (var (at, _, row) in written.BillPayments.Values)
        {
            var lines = WrittenEntries.Of(row, isReceipt: false);
            yield return Row(row, row.On, row.Currency, at, "bill payment", JournalBook.Bank, lines);
        }
    }

    private SandboxEntry Row(
        ISandboxRow row,
        DateOnly on,
        string currency,
        long at,
        string kind,
        JournalBook journal,
        List<EntryLine> lines
    ) =>
        new()
        {
            Id = KeyOf(row.Id),
            Text = "Written",
            On = on,
            Journal = new Party(journal.Id, journal.Name),
            Currency = home,
            ForeignCurrency = currency == home ? null : currency,
            Lines = lines,
            Of = new Party(row.Id, kind),
            Created = at,
            Changed = row.Changed,
        };
}

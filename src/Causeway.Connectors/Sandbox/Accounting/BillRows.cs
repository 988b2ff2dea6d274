using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Makes the rows of bills. Some were entered twice, and vanish when that is seen.</summary>
internal sealed class BillRows
{
    private readonly Books books;
    private readonly DocumentRows<SandboxBill> documents;

    public BillRows(Books books)
    {
        this.books = books;
        documents = new DocumentRows<SandboxBill>(
            books,
            books.Set.PurchasesPerTurn,
            Make,
            kind => kind is EventKind.Purchase or EventKind.PurchaseCredit or EventKind.Outlay
        );
    }

    public Feed<SandboxBill> Feed =>
        new(SandboxJson.Default.SandboxBill, Read)
        {
            Count = () =>
                books.Count(Count.Purchases)
                + books.Set.PurchasesPerTurn
                + books.Written.Bills.Values.LongCount(w => BookEvent.PurchaseIndex(w.Row.Id) is null),
        };

    public IEnumerable<string> Ids()
    {
        var end = (books.Until.Turns + 1L) * books.Set.PurchasesPerTurn;
        for (var index = 0L; index < end; index++)
        {
            if (!books.HasVanished(index))
            {
                yield return BookEvent.PurchaseKey(index);
            }
        }

        foreach (var id in books.Written.Bills.Keys.Where(id => BookEvent.PurchaseIndex(id) is null))
        {
            yield return id;
        }
    }

    /// <summary>A bill as it stands, by its id; nothing if there is none.</summary>
    public SandboxBill? Find(string id)
    {
        if (BookEvent.PurchaseIndex(id) is { } index)
        {
            return index < (books.Until.Turns + 1L) * books.Set.PurchasesPerTurn ? Make(index)?.Row : null;
        }

        return books.Written.Bills.TryGetValue(id, out var written) ? AsItStands(written.Row).Row : null;
    }

    private IEnumerable<Batch<SandboxBill>> Read(Period period, long position)
    {
        foreach (var batch in documents.Read(period, position))
        {
            yield return batch;
        }

        yield return new Batch<SandboxBill>([.. WrittenSince(period)], books.Until.Turns + 2);
    }

    private IEnumerable<SandboxBill> WrittenSince(Period period)
    {
        if (period.Since is null)
        {
            return books
                .Written.Bills.Keys.Where(id => BookEvent.PurchaseIndex(id) is null)
                .Select(Find)
                .OfType<SandboxBill>();
        }

        return books
            .Written.Bills.Keys.Union(books.Overlay.SettledDocuments)
            .Select(Find)
            .OfType<SandboxBill>()
            .Where(period.MayBeNew);
    }

    private (SandboxBill Row, DocumentState State)? Make(long index)
    {
        if (books.Written.Bills.TryGetValue(BookEvent.PurchaseKey(index), out var changed))
        {
            return AsItStands(changed.Row);
        }

        var purchase = books.Firm.Purchase(index);
        var state = books.StateOf(purchase);
        return state.IsWithdrawn ? null : (Row(purchase, state), state);
    }

    private (SandboxBill Row, DocumentState State) AsItStands(SandboxBill written)
    {
        var state = books.StateOfWritten(
            written.Id,
            written.Net + written.Tax,
            written.State is "draft",
            written.Changed
        ) with
        {
            // It changes with writes, and never with a turn.
            Turn = -1,
        };
        var row = written with
        {
            State = state.State,
            Open = state.Open,
            Settled = state.Settled,
            Changed = state.Changed,
        };
        return (row, state);
    }

    private SandboxBill Row(Purchase purchase, DocumentState state)
    {
        var issued = books.DayOf(purchase.Turn);
        return new SandboxBill
        {
            Id = BookEvent.PurchaseKey(purchase.Index),
            Reference = string.Create(
                CultureInfo.InvariantCulture,
                $"B{purchase.Supplier + 1}-{purchase.Index + 1:D6}"
            ),
            Supplier = SupplierRows.PartyOf(books.Firm, purchase.Supplier),
            State = state.State,
            Issued = issued,
            Due = issued.AddDays(purchase.TermsDays),
            Currency = books.Set.Land.Currency,
            Rate = Money.One,
            Lines = Array.ConvertAll(purchase.Lines, line => LineOf(books.Firm, line)),
            Settled = state.Settled,
            Net = purchase.Net,
            Tax = purchase.Tax,
            Open = state.Open,
            Home = purchase.Total,
            Changed = state.Changed,
        };
    }

    /// <summary>A line of a bill, or of the credit note for it.</summary>
    public static SandboxBillLine LineOf(Firm firm, PurchaseLine line) =>
        new()
        {
            Text = Chart.Of(line.Account).Name,
            Units = line.Units,
            Price = line.Price,
            Net = line.Net,
            Tax = line.Tax,
            Account = Parts.Account(line.Account),
            TaxRate = LineTax.Of(firm.Set.Land.Taxes[line.TaxRule]),
            Tag = Tags.OfItem(line.Units),
        };
}

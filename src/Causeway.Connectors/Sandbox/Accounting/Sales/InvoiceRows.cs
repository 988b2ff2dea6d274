using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting.Sales;

/// <summary>Makes the rows of invoices: what the turns brought, the drafts of the turn that is not over, offers, and what was written.</summary>
internal sealed class InvoiceRows
{
    private static readonly Passing Quotes = new(Every: 1, Lives: 6, RevisedAfter: 3);

    private readonly Books books;
    private readonly DocumentRows<SandboxInvoice> documents;
    private readonly Party income;

    public InvoiceRows(Books books)
    {
        this.books = books;
        income = Parts.Account(Turns.IncomeOf(books.Set.Trade));
        documents = new DocumentRows<SandboxInvoice>(
            books,
            books.Set.SalesPerTurn,
            sale => Make(sale),
            kind => kind is EventKind.Sale or EventKind.SaleWithdrawn or EventKind.Receipt or EventKind.Credit
        );
    }

    public Feed<SandboxInvoice> Feed =>
        new(SandboxJson.Default.SandboxInvoice, Read)
        {
            Count = () =>
                ((books.Until.Turns + 1L) * books.Set.SalesPerTurn)
                + Quotes.At(books.Until).LongCount()
                + books.Written.Invoices.Values.LongCount(w => BookEvent.SaleIndex(w.Row.Id) is null),
        };

    /// <summary>An invoice as it stands, by its id; nothing if there is none.</summary>
    public SandboxInvoice? Find(string id)
    {
        if (BookEvent.SaleIndex(id) is { } index)
        {
            return index < (books.Until.Turns + 1L) * books.Set.SalesPerTurn ? Make(index).Row : null;
        }

        return books.Written.Invoices.TryGetValue(id, out var written)
            ? AsItStands(written.Row).Row
            : Quotes.At(books.Until).Where(q => QuoteId(q) == id).Select(QuoteRow).FirstOrDefault();
    }

    private IEnumerable<Batch<SandboxInvoice>> Read(Period period, long position)
    {
        foreach (var batch in documents.Read(period, position))
        {
            yield return batch;
        }

        var quotes = Quotes.Changed(period).Select(QuoteRow);
        yield return new Batch<SandboxInvoice>([.. WrittenSince(period), .. quotes], books.Until.Turns + 2)
        {
            Deleted = [.. Quotes.Gone(period).Select(QuoteId)],
        };
    }

    private IEnumerable<SandboxInvoice> WrittenSince(Period period)
    {
        var own = books.Written.Invoices.Keys.Where(id => BookEvent.SaleIndex(id) is null);
        if (period.Since is null)
        {
            return own.Select(Find).OfType<SandboxInvoice>();
        }

        return books
            .Written.Invoices.Keys.Union(books.Overlay.SettledDocuments)
            .Select(Find)
            .OfType<SandboxInvoice>()
            .Where(period.MayBeNew);
    }

    private (SandboxInvoice Row, DocumentState State) Make(long index)
    {
        if (books.Written.Invoices.TryGetValue(BookEvent.SaleKey(index), out var changed))
        {
            return AsItStands(changed.Row);
        }

        var sale = books.Firm.Sale(index);
        var state = books.StateOf(sale);
        return (Row(sale, state), state);
    }

    private (SandboxInvoice Row, DocumentState State) AsItStands(SandboxInvoice written)
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
            Paid = state.SettledOn,
            Settled = state.Settled,
            Changed = state.Changed,
        };
        return (row, state);
    }

    private static string QuoteId(long quote) => string.Create(CultureInfo.InvariantCulture, $"quote-{quote}");

    private SandboxInvoice QuoteRow(long quote)
    {
        var sale = books.Firm.Quote(quote);
        var change = Quotes.ChangeOf(quote, books.Until);
        var issued = DateOnly.FromDateTime(books.Clock.EndOfPulse(quote).UtcDateTime);
        var draft = new DocumentState
        {
            Total = sale.Total,
            IsDraft = true,
            Turn = 0,
            Changed = books.Clock.EndOfPulse(change).ToUnixTimeMilliseconds(),
        };
        return Row(sale, draft) with
        {
            Id = QuoteId(quote),
            Number = string.Create(CultureInfo.InvariantCulture, $"Q-{quote + 1:D5}"),
            Issued = issued,
            Due = issued.AddDays(change == quote ? 14 : 21),
            Memo = change == quote ? "Offer" : "Offer, with more time",
        };
    }

    private SandboxInvoice Row(Sale sale, DocumentState state)
    {
        var issued = books.DayOf(sale.Turn);
        return new SandboxInvoice
        {
            Id = BookEvent.SaleKey(sale.Index),
            Number = string.Create(CultureInfo.InvariantCulture, $"INV-{sale.Index + 1:D6}"),
            Customer = CustomerRows.PartyOf(books.Firm, sale.Customer),
            State = state.State,
            Issued = issued,
            Due = issued.AddDays(sale.TermsDays),
            Paid = state.SettledOn,
            Currency = sale.Currency,
            Rate = sale.Rate,
            Lines = Array.ConvertAll(sale.Lines, line => LineOf(books.Firm, line, income)),
            Settled = state.Settled,
            Net = sale.Net,
            Tax = sale.Tax,
            Open = state.Open,
            Home = sale.TotalHome,
            Changed = state.Changed,
        };
    }

    /// <summary>A line of an invoice, or of the credit note for it.</summary>
    public static SandboxLine LineOf(Firm firm, SaleLine line, Party income)
    {
        var article = firm.Articles[line.Item];
        return new SandboxLine
        {
            Item = new Party(article.Id, article.Name),
            Text = article.Name,
            Units = line.Units,
            Price = line.Price,
            DiscountPercent = line.DiscountPercent is 0 ? null : line.DiscountPercent,
            Discount = line.DiscountPercent is 0 ? null : (line.Price * line.Units) - line.Net,
            Net = line.Net,
            Tax = line.Tax,
            Account = income,
            TaxRate = LineTax.Of(firm.Set.Land.Taxes[line.TaxRule]),
            Tag = Tags.OfItem(article.Number),
        };
    }
}

using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Makes the rows of invoices: first what the turns brought, then the drafts of the turn that is not over, then offers.</summary>
internal sealed class InvoiceRows(Books books)
{
    private const int QuoteLives = 6;
    private const int QuoteIsRevisedAt = 3;

    private readonly Party income = Parts.Account(Turns.IncomeOf(books.Set.Trade));
    private readonly Party bank = Parts.Account(Nominal.Current);

    public Feed<SandboxInvoice> Feed =>
        new(SandboxJson.Default.SandboxInvoice, Read)
        {
            Count = moment => ((moment.Turns + 1L) * books.Set.SalesPerTurn) + Quotes(moment).LongCount(),
        };

    private IEnumerable<Batch<SandboxInvoice>> Read(Period period, long position)
    {
        var until = period.Until;
        for (var turn = (int)Math.Max(position, period.FirstTurn); turn < until.Turns; turn++)
        {
            var rows = period.Since is null ? Raised(turn, until) : Touched(turn, until);
            yield return new Batch<SandboxInvoice>(rows, turn + 1);
        }

        if (position <= until.Turns)
        {
            yield return new Batch<SandboxInvoice>(
                period.Since is null || period.FirstTurn < until.Turns ? Raised(until.Turns, until) : [],
                until.Turns + 1
            );
        }

        yield return new Batch<SandboxInvoice>(
            [.. Quotes(until).Where(q => ChangeOf(q, until) >= period.FirstPulse).Select(q => QuoteRow(q, until))],
            until.Turns + 2
        )
        {
            Deleted = period.Since is { } since
                ? [.. Quotes(since).Where(q => q < until.Pulses - QuoteLives).Select(QuoteId)]
                : [],
        };
    }

    private List<SandboxInvoice> Raised(int turn, Moment until)
    {
        var each = books.Set.SalesPerTurn;
        var rows = new List<SandboxInvoice>(each);
        for (var i = 0; i < each; i++)
        {
            var sale = books.Firm.Sale(((long)turn * each) + i);
            rows.Add(Row(sale, books.OutcomeOf(sale, until)));
        }

        return rows;
    }

    // Only those to which nothing happened later, so that each comes once.
    private List<SandboxInvoice> Touched(int turn, Moment until)
    {
        var events = new List<BookEvent>();
        Turns.List(books.Firm, turn, events);
        var rows = new List<SandboxInvoice>();
        foreach (var happened in events)
        {
            if (happened.Kind is EventKind.Sale or EventKind.SaleWithdrawn or EventKind.Receipt or EventKind.Credit)
            {
                var sale = books.Firm.Sale(happened.Index);
                var outcome = books.OutcomeOf(sale, until);
                // Something that happens in the turn of the invoice itself comes after it.
                if (outcome.Turn == turn && (happened.Kind is not EventKind.Sale || outcome.Slots is 0))
                {
                    rows.Add(Row(sale, outcome));
                }
            }
        }

        return rows;
    }

    private static IEnumerable<long> Quotes(Moment moment)
    {
        for (var quote = Math.Max(0, moment.Pulses - QuoteLives); quote < moment.Pulses; quote++)
        {
            yield return quote;
        }
    }

    private static long ChangeOf(long quote, Moment moment) =>
        quote + QuoteIsRevisedAt < moment.Pulses ? quote + QuoteIsRevisedAt : quote;

    private static string QuoteId(long quote) => string.Create(CultureInfo.InvariantCulture, $"quote-{quote}");

    private SandboxInvoice QuoteRow(long quote, Moment moment)
    {
        var sale = books.Firm.Quote(quote);
        var change = ChangeOf(quote, moment);
        var issued = books.Clock.EndOfPulse(quote);
        var row = Row(sale, new Outcome(0, sale.Total) { IsDraft = true });
        return row with
        {
            Id = QuoteId(quote),
            Number = string.Create(CultureInfo.InvariantCulture, $"Q-{quote + 1:D5}"),
            Issued = DateOnly.FromDateTime(issued.UtcDateTime),
            Due = DateOnly.FromDateTime(issued.UtcDateTime).AddDays(change == quote ? 14 : 21),
            Memo = change == quote ? "Offer" : "Offer, with more time",
            Changed = books.Clock.EndOfPulse(change).ToUnixTimeMilliseconds(),
        };
    }

    private SandboxInvoice Row(Sale sale, Outcome outcome)
    {
        var issued = books.DayOf(sale.Turn);
        var isClosed = outcome is { IsDraft: false, IsWithdrawn: false, Open: 0 };
        return new SandboxInvoice
        {
            Id = new BookEvent(EventKind.Sale, sale.Turn, sale.Index).Key,
            Number = string.Create(CultureInfo.InvariantCulture, $"INV-{sale.Index + 1:D6}"),
            Customer = CustomerRows.PartyOf(books.Firm, sale.Customer),
            State = StateOf(outcome, sale.Total),
            Issued = issued,
            Due = issued.AddDays(sale.TermsDays),
            Paid = isClosed ? books.DayOf(LastSettled(sale, outcome)) : null,
            Currency = sale.Currency,
            Rate = sale.Rate,
            Lines = Array.ConvertAll(sale.Lines, Line),
            Settled = SettledBy(sale, outcome),
            Net = sale.Net,
            Tax = sale.Tax,
            Open = outcome.Open,
            Home = sale.TotalHome,
            Changed = books.ChangedIn(outcome.IsDraft ? Math.Max(0, sale.Turn - 1) : outcome.Turn),
        };
    }

    public static string StateOf(Outcome outcome, long total) =>
        outcome switch
        {
            { IsDraft: true } => "draft",
            { IsWithdrawn: true } => "void",
            { Open: 0 } => "paid",
            _ when outcome.Open < total => "part",
            _ => "open",
        };

    // A credit after the payment does not pay it again.
    private int LastSettled(Sale sale, Outcome outcome) =>
        sale.Plan.Kind is PlanKind.CreditedAfterPayment
            ? books.Firm.TurnAfter(sale.Turn, sale.Plan.First)
            : outcome.Turn;

    private List<Settlement>? SettledBy(Sale sale, Outcome outcome)
    {
        if (outcome.Slots is 0 || outcome.IsWithdrawn)
        {
            return null;
        }

        var settled = new List<Settlement>(2);
        for (var slot = 0; slot < outcome.Slots; slot++)
        {
            if (sale.Plan.Kind is PlanKind.CreditedAfterPayment && slot is 1)
            {
                break;
            }

            var isCredit = sale.Plan.Kind is PlanKind.Credited && slot is 0;
            var turn = books.Firm.TurnAfter(sale.Turn, slot is 0 ? sale.Plan.First : sale.Plan.Second);
            settled.Add(
                new Settlement
                {
                    Pay = new BookEvent(EventKind.Receipt, turn, sale.Index, slot).Key,
                    On = books.DayOf(turn),
                    Amount = sale.Amount(slot),
                    Total = isCredit ? 0 : sale.Amount(slot),
                    Account = isCredit ? null : bank,
                }
            );
        }

        return settled;
    }

    private SandboxInvoiceLine Line(SaleLine line)
    {
        var article = books.Firm.Articles[line.Item];
        return new SandboxInvoiceLine
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
            TaxRate = LineTax.Of(books.Set.Land.Taxes[line.TaxRule]),
        };
    }
}

using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A line of a journal entry.</summary>
/// <param name="Account">The account.</param>
/// <param name="Amount">Debit positive, in the home currency.</param>
/// <param name="Foreign">The same in the document's currency.</param>
internal sealed record EntryLine(Party Account, long Amount, long Foreign);

/// <summary>What written records do to the books: the same as records of the firm's own.</summary>
internal static class WrittenEntries
{
    private static readonly Party Receivable = Parts.Account(Nominal.Receivable);
    private static readonly Party Payable = Parts.Account(Nominal.Payable);
    private static readonly Party SalesTax = Parts.Account(Nominal.SalesTax);
    private static readonly Party PurchaseTax = Parts.Account(Nominal.PurchaseTax);

    /// <summary>The lines that all written records add to the books, with the time of the write.</summary>
    public static IEnumerable<(long At, List<EntryLine> Lines)> AllPostings(Books books)
    {
        var written = books.Written;
        foreach (var invoice in written.Invoices.Values)
        {
            yield return (invoice.At, Of(invoice.Row));
            if (BookEvent.SaleIndex(invoice.Row.Id) is { } index)
            {
                yield return (invoice.At, Undo(books, new BookEvent(EventKind.Sale, 0, index)));
            }
        }

        foreach (var bill in written.Bills.Values)
        {
            yield return (bill.At, Of(bill.Row));
            if (BookEvent.PurchaseIndex(bill.Row.Id) is { } index)
            {
                yield return (bill.At, Undo(books, new BookEvent(EventKind.Purchase, 0, index)));
            }
        }

        foreach (var payment in written.Payments.Values)
        {
            yield return (payment.At, Of(payment.Row, isReceipt: true));
        }

        foreach (var payment in written.BillPayments.Values)
        {
            yield return (payment.At, Of(payment.Row, isReceipt: false));
        }
    }

    public static List<EntryLine> Of(SandboxInvoice invoice)
    {
        if (invoice.State is "draft")
        {
            return [];
        }

        var lines = new List<EntryLine>();
        foreach (var line in invoice.Lines)
        {
            Add(lines, line.Account, -line.Net, invoice.Rate);
            Add(lines, SalesTax, -line.Tax, invoice.Rate);
        }

        return Balance(lines, Receivable);
    }

    public static List<EntryLine> Of(SandboxBill bill)
    {
        if (bill.State is "draft")
        {
            return [];
        }

        var lines = new List<EntryLine>();
        foreach (var line in bill.Lines)
        {
            Add(lines, line.Account, line.Net, bill.Rate);
            Add(lines, PurchaseTax, line.Tax, bill.Rate);
        }

        return Balance(lines, Payable);
    }

    public static List<EntryLine> Of(SandboxPayment payment, bool isReceipt)
    {
        var home = payment.Home ?? Money.Exchange(payment.Total, payment.Rate);
        var sign = isReceipt ? 1 : -1;
        return
        [
            new EntryLine(payment.Account ?? Parts.Bank, sign * home, sign * payment.Total),
            new EntryLine(isReceipt ? Receivable : Payable, -sign * home, -sign * payment.Total),
        ];
    }

    private static void Add(List<EntryLine> lines, Party? account, long amount, long rate)
    {
        if (account is not null && amount is not 0)
        {
            lines.Add(new EntryLine(account, Money.Exchange(amount, rate), amount));
        }
    }

    private static List<EntryLine> Balance(List<EntryLine> lines, Party account)
    {
        lines.Insert(0, new EntryLine(account, -lines.Sum(l => l.Amount), -lines.Sum(l => l.Foreign)));
        return lines;
    }

    // A record of the firm's own that was changed is in the sums of its turn as it was.
    private static List<EntryLine> Undo(Books books, BookEvent raised)
    {
        var postings = new List<Posting>();
        Turns.Post(books.Firm, raised, [], postings);
        return [.. postings.Select(p => new EntryLine(Parts.Account(p.Account), -p.Amount, -p.Foreign))];
    }
}

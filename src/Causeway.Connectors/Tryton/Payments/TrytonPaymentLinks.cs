using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>What a line of a payment settles.</summary>
internal enum TrytonLinkKind
{
    /// <summary>An invoice or a bill.</summary>
    Document,
    CreditNote,

    /// <summary>The payment that this one gives back.</summary>
    Payment,

    /// <summary>The payment that gives this one back.</summary>
    Refund,

    /// <summary>An entry made by hand, such as a write-off.</summary>
    ManualJournal,

    /// <summary>Nothing yet: the party has it to its credit.</summary>
    OnAccount,
}

/// <summary>A link of a payment.</summary>
/// <param name="Kind">What is linked.</param>
/// <param name="Id">Its id.</param>
/// <param name="Amount">What changes in it, in its currency; below zero where it shrinks.</param>
/// <param name="CurrencyRate">What one unit of the payment is worth in its currency, where the two differ.</param>
internal sealed record TrytonLink(TrytonLinkKind Kind, string? Id, decimal Amount, decimal? CurrencyRate = null);

/// <summary>A line of a payment: the money, and what it went to.</summary>
internal sealed record TrytonPaymentPart(decimal Amount, IReadOnlyList<TrytonLink> Links, DateOnly? AllocatedOn);

/// <summary>
/// Splits a payment into parts by the rule of the standard model: a part and its links come to nothing, where all are in
/// one currency. The same for customers and suppliers, whose debits and credits change places.
/// </summary>
internal static class TrytonPaymentLinks
{
    public static IReadOnlyList<TrytonPaymentPart> Of(TrytonPayment payment, bool customers) =>
        payment.IsReconciliation
            ? [.. TrytonOffset.Of(payment.AsReconciliation).Select(m => OfOffset(m, customers, payment.Date))]
            :
            [
                .. TrytonPaymentTotal
                    .Owed(payment.AsMove, customers)
                    .Where(l => l.Net is not 0)
                    .Select(l => OfLine(payment, l, customers)),
            ];

    // A credit note against an invoice: no money, and two links.
    private static TrytonPaymentPart OfOffset(TrytonMatch match, bool customers, DateOnly? date)
    {
        var (invoice, note) = customers ? (match.Debit, match.Credit) : (match.Credit, match.Debit);
        return new TrytonPaymentPart(
            0,
            [
                new TrytonLink(TrytonLinkKind.Document, Document(invoice), -match.PartOf(invoice).Own),
                new TrytonLink(TrytonLinkKind.CreditNote, Document(note), match.PartOf(note).Own),
            ],
            date
        );
    }

    private static TrytonPaymentPart OfLine(TrytonPayment payment, TrytonMoveLine line, bool customers)
    {
        // Money from a customer is a credit on the receivable; money to a supplier a debit on the payable.
        var pays = customers ? line.Net < 0 : line.Net > 0;
        var amount = pays ? line.OwnAmount : -line.OwnAmount;
        if (line.Reconciliation is { } reconciliation)
        {
            return new TrytonPaymentPart(
                amount,
                [
                    .. TrytonSettlement
                        .Match(reconciliation.Lines)
                        .Where(m => m.Has(line))
                        .Select(m => LinkTo(m.Other(line), m, pays, m.PartOf(line).Own)),
                ],
                reconciliation.Date
            );
        }

        return line.InvoicePayments is [var invoice, ..]
            ? new TrytonPaymentPart(
                amount,
                [
                    new TrytonLink(
                        pays ? TrytonLinkKind.Document : TrytonLinkKind.CreditNote,
                        TrytonKey.Of(invoice.Id),
                        -amount
                    ),
                ],
                payment.Date
            )
            : new TrytonPaymentPart(
                amount,
                [new TrytonLink(TrytonLinkKind.OnAccount, line.Party?.Key, -amount)],
                payment.Date
            );
    }

    private static TrytonLink LinkTo(TrytonMoveLine other, TrytonMatch match, bool pays, decimal paid)
    {
        var theirs = match.PartOf(other).Own;
        var amount = pays ? -theirs : theirs;
        decimal? rate = theirs == paid || paid is 0 ? null : Math.Round(theirs / paid, 9);
        if (Document(other) is { } document)
        {
            return new TrytonLink(pays ? TrytonLinkKind.Document : TrytonLinkKind.CreditNote, document, amount, rate);
        }

        var kind =
            other.Move?.Journal?.Type is not "cash" ? TrytonLinkKind.ManualJournal
            : pays ? TrytonLinkKind.Refund
            : TrytonLinkKind.Payment;
        return new TrytonLink(kind, other.Move?.Key, amount, rate);
    }

    private static string? Document(TrytonMoveLine line) => line.Move?.DocumentId is { } id ? TrytonKey.Of(id) : null;
}

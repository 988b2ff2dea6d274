using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>Writes customers' payments: of one invoice, back on one credit note, or on account.</summary>
internal sealed class TrytonPaymentsWriter(TrytonClient tryton) : Writer<Payment>
{
    private readonly TrytonPaymentWriting writing = new(tryton, TrytonSide.Customers);

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonPaymentOptions.Of(
                "Payment",
                (
                    "customerRef",
                    TrytonOptions.Reference("Customer", "Needed on account.", required: false, "companyName")
                ),
                "Invoice"
            )
        );

    public override Task<WriteResult> CreateAsync(Payment record, WriteMarker marker, CancellationToken ct) =>
        writing.CreateAsync(
            new TrytonPaymentDraft
            {
                Party = (record.CustomerRef?.Id, "customerRef.id"),
                Account = record.AccountRef?.Id,
                Method = record.PaymentMethodRef?.Id,
                Amount = record.TotalAmount ?? record.Lines?.Sum(l => l.Amount) ?? 0,
                Currency = record.Currency,
                Date = record.Date,
                Note = record.Note ?? record.Reference,
                Target = Target(record),
            },
            marker,
            ct
        );

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writing.FindAsync(marker, ct);

    private static TrytonPaymentTarget? Target(Payment record)
    {
        var link = TrytonPaymentOptions.One(record.Lines, l => l.Links);
        return link?.Type switch
        {
            null or PaymentLinkType.PaymentOnAccount or PaymentLinkType.Unlinked => null,
            PaymentLinkType.Invoice => new TrytonPaymentTarget(link.Id, false, TrytonPaymentOptions.LinkField),
            PaymentLinkType.CreditNote => new TrytonPaymentTarget(link.Id, true, TrytonPaymentOptions.LinkField),
            var other => throw TrytonClient.Refuse(
                "lines[0].links[0].type",
                $"A payment can't be linked to a {other}."
            ),
        };
    }
}

/// <summary>What is the same for payments of both sides.</summary>
internal static class TrytonPaymentOptions
{
    public const string LinkField = "lines[0].links[0].id";

    public static WriteOption Of(string name, (string Name, WriteOption Option) party, string document) =>
        TrytonOptions.Record(
            name,
            "A payment of one document, back on one credit note, or on account.",
            party,
            (
                "accountRef",
                TrytonOptions.Reference(
                    "Account",
                    "The bank account; a payment method of Tryton's must use it.",
                    required: false
                )
            ),
            ("paymentMethodRef", TrytonOptions.Reference("Payment method", "Instead of the account.", required: false)),
            ("totalAmount", TrytonOptions.Number("Total", "Below zero for what is given back.", required: true)),
            ("currency", TrytonOptions.Text("Currency", "ISO 4217 code; the company's unless given.")),
            ("date", TrytonOptions.Date("Date", "In a period that is open.", required: true)),
            ("note", TrytonOptions.Text("Note", "The description of the entry.")),
            ("reference", TrytonOptions.Text("Reference", "Used where there is no note.")),
            (
                "lines",
                TrytonOptions
                    .List(
                        "Lines",
                        "One at most.",
                        required: false,
                        ("amount", TrytonOptions.Number("Amount", "The total.", required: true)),
                        ("allocatedOnDate", TrytonOptions.Date("Allocated on", "Not used: the date tells.")),
                        (
                            "links",
                            TrytonOptions
                                .List(
                                    "Links",
                                    "One at most.",
                                    required: false,
                                    (
                                        "type",
                                        TrytonOptions.Choice(
                                            "Type",
                                            "What is paid.",
                                            required: true,
                                            (document, document),
                                            ("CreditNote", "Credit note"),
                                            ("PaymentOnAccount", "On account")
                                        )
                                    ),
                                    ("id", TrytonOptions.Text("Id", "The document's id.")),
                                    ("amount", TrytonOptions.Number("Amount", "The total with the other sign."))
                                )
                                .Ruled("Links", "One link for each payment.")
                        )
                    )
                    .Ruled("Lines", "One line for each payment.")
            )
        );

    /// <summary>The one link of a payment, or nothing.</summary>
    public static TLink? One<TLine, TLink>(IReadOnlyList<TLine>? lines, Func<TLine, IReadOnlyList<TLink>?> links)
        where TLink : class
    {
        if (lines is { Count: > 1 })
        {
            throw TrytonClient.Refuse("lines", "Tryton books one payment for each document: send one line.");
        }

        var found = lines is [var line] ? links(line) ?? [] : [];
        return found.Count > 1
                ? throw TrytonClient.Refuse(
                    "lines[0].links",
                    "Tryton books one payment for each document: send one link."
                )
            : found.Count is 0 ? null
            : found[0];
    }
}

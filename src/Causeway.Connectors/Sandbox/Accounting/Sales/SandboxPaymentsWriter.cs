using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Sales;

/// <summary>Writes payments of customers: for invoices, or on account.</summary>
internal sealed class SandboxPaymentsWriter(FirmSource source) : Writer<Payment>
{
    private readonly SandboxWrites<SandboxPayment> writes = new(
        source,
        WrittenRecords.PaymentFolder,
        SandboxJson.Default.WrittenSandboxPayment,
        "lines[0].links[0].id"
    );

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Payment",
                ("customerRef", Accepts.Reference("Customer", "Who pays.", true)),
                (
                    "accountRef",
                    Accepts.Reference("Account", "A bank account; the current account if none is sent.", false)
                ),
                ("paymentMethodRef", Accepts.Reference("Payment method", "transfer, debit or card.", false)),
                ("totalAmount", Accepts.Number("Total amount", "The sum of the lines; checked if it is sent.")),
                ("currency", Accepts.Text("Currency", "That of what is paid.")),
                ("date", Accepts.Date("Date", "The day of the payment.", true)),
                ("lines", Accepts.PaymentLines("Invoice", "PaymentOnAccount")),
                ("reference", Accepts.Text("Reference", "The reference on the bank's statement.")),
                ("note", Accepts.Text("Note", "Anything."))
            )
        );

    public override Task<WriteResult> CreateAsync(Payment record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxPayment Make(Payment record, WriteDesk desk)
    {
        var invoices = new InvoiceRows(desk.Books);
        var check = new PaymentCheck(
            desk,
            "invoice",
            id =>
                invoices.Find(id) is { } i
                    ? new Payable(i.Customer?.Id ?? "", i.State, i.Currency, i.Rate, i.Open, i.Net + i.Tax, i.Home)
                    : null
        );
        return check.Make(
            new SentPayment
            {
                Party = desk.Customer(record.CustomerRef?.Id, "customerRef.id"),
                PartyField = "customerRef",
                AccountId = record.AccountRef?.Id,
                Method = record.PaymentMethodRef,
                TotalAmount = record.TotalAmount,
                Currency = record.Currency,
                Date = record.Date,
                Lines =
                [
                    .. (record.Lines ?? []).Select(l => new SentPaymentLine(
                        l.Amount,
                        [.. (l.Links ?? []).Select(k => new SentPaymentLink(KindOf(k.Type), k.Id, k.Amount))]
                    )),
                ],
                Reference = record.Reference,
                Note = record.Note,
            }
        );
    }

    private static string? KindOf(PaymentLinkType type) =>
        type switch
        {
            PaymentLinkType.Invoice => "invoice",
            PaymentLinkType.PaymentOnAccount => "account",
            _ => null,
        };
}

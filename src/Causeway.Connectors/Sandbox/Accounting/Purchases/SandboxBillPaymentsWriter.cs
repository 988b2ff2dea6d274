using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Purchases;

/// <summary>Writes payments to suppliers: for bills, or on account.</summary>
internal sealed class SandboxBillPaymentsWriter(FirmSource source) : Writer<BillPayment>
{
    private readonly SandboxWrites<SandboxPayment> writes = new(
        source,
        WrittenRecords.BillPaymentFolder,
        SandboxJson.Default.WrittenSandboxPayment,
        "lines[0].links[0].id"
    );

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Bill payment",
                ("supplierRef", Accepts.Reference("Supplier", "Who is paid.", true)),
                (
                    "accountRef",
                    Accepts.Reference("Account", "A bank account; the current account if none is sent.", false)
                ),
                ("paymentMethodRef", Accepts.Reference("Payment method", "transfer, debit or card.", false)),
                ("totalAmount", Accepts.Number("Total amount", "The sum of the lines; checked if it is sent.")),
                ("currency", Accepts.Text("Currency", "That of what is paid.")),
                ("date", Accepts.Date("Date", "The day of the payment.", true)),
                ("lines", Accepts.PaymentLines("Bill", "PaymentOnAccount")),
                ("reference", Accepts.Text("Reference", "The reference on the bank's statement.")),
                ("note", Accepts.Text("Note", "Anything."))
            )
        );

    public override Task<WriteResult> CreateAsync(BillPayment record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxPayment Make(BillPayment record, WriteDesk desk)
    {
        var bills = new BillRows(desk.Books);
        var check = new PaymentCheck(
            desk,
            "bill",
            id =>
                bills.Find(id) is { } b
                    ? new Payable(b.Supplier?.Id ?? "", b.State, b.Currency, b.Rate, b.Open, b.Net + b.Tax, b.Home)
                    : null
        );
        return check.Make(
            new SentPayment
            {
                Party = desk.Supplier(record.SupplierRef?.Id, "supplierRef.id"),
                PartyField = "supplierRef",
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

    private static string? KindOf(BillPaymentLinkType type) =>
        type switch
        {
            BillPaymentLinkType.Bill => "bill",
            BillPaymentLinkType.PaymentOnAccount => "account",
            _ => null,
        };
}

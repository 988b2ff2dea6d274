using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>Writes payments to suppliers: of one bill, back on one credit note, or on account.</summary>
internal sealed class TrytonBillPaymentsWriter(TrytonClient tryton) : Writer<BillPayment>
{
    private readonly TrytonPaymentWriting writing = new(tryton, TrytonSide.Suppliers);

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonPaymentOptions.Of(
                "Bill payment",
                (
                    "supplierRef",
                    TrytonOptions.Reference("Supplier", "Needed on account.", required: false, "supplierName")
                ),
                "Bill"
            )
        );

    public override Task<WriteResult> CreateAsync(BillPayment record, WriteMarker marker, CancellationToken ct) =>
        writing.CreateAsync(
            new TrytonPaymentDraft
            {
                Party = (record.SupplierRef?.Id, "supplierRef.id"),
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

    private static TrytonPaymentTarget? Target(BillPayment record)
    {
        var link = TrytonPaymentOptions.One(record.Lines, l => l.Links);
        return link?.Type switch
        {
            null or BillPaymentLinkType.PaymentOnAccount or BillPaymentLinkType.Unlinked => null,
            BillPaymentLinkType.Bill => new TrytonPaymentTarget(link.Id, false, TrytonPaymentOptions.LinkField),
            BillPaymentLinkType.CreditNote => new TrytonPaymentTarget(link.Id, true, TrytonPaymentOptions.LinkField),
            var other => throw TrytonClient.Refuse(
                "lines[0].links[0].type",
                $"A payment can't be linked to a {other}."
            ),
        };
    }
}

using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Writes bills: as drafts, or posted.</summary>
internal sealed class TrytonBillsWriter(TrytonClient tryton) : Writer<Bill>
{
    private readonly TrytonDocumentWriting writing = new(tryton, TrytonSide.Suppliers);

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonOptions.Record(
                "Bill",
                "A supplier's invoice. Only a draft can be changed later.",
                ("reference", TrytonOptions.Text("Reference", "The supplier's own number.")),
                ("supplierRef", TrytonOptions.Reference("Supplier", "The supplier.", required: true, "supplierName")),
                ("issueDate", TrytonOptions.Date("Issue date", "In a period that is open.", required: true)),
                ("dueDate", TrytonOptions.Date("Due date", "Without it the supplier's payment term decides.")),
                ("currency", TrytonOptions.Text("Currency", "ISO 4217 code; the company's unless given.")),
                (
                    "status",
                    TrytonOptions.Choice(
                        "Status",
                        "Open is posted at once.",
                        required: false,
                        ("Draft", "Draft"),
                        ("Open", "Open")
                    )
                ),
                (
                    "lineItems",
                    TrytonOptions.List("Lines", "At least one.", required: true, [.. TrytonDocumentOptions.Line])
                ),
                ("note", TrytonOptions.Text("Note", "Free text.")),
                ("subTotal", TrytonOptions.Number("Sub total", "Computed by Tryton.")),
                ("taxAmount", TrytonOptions.Number("Tax", "Computed by Tryton.")),
                ("totalAmount", TrytonOptions.Number("Total", "If given, it must be what Tryton computes.")),
                ("amountDue", TrytonOptions.Number("Amount due", "Computed by Tryton."))
            )
        );

    public override Task<WriteResult> CreateAsync(Bill record, WriteMarker marker, CancellationToken ct) =>
        writing.CreateAsync(Draft(record), marker, ct);

    public override Task<WriteResult> UpdateAsync(string id, Bill record, WriteMarker marker, CancellationToken ct) =>
        writing.UpdateAsync(id, Draft(record), marker, ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writing.FindAsync(marker, ct);

    private static TrytonDraft Draft(Bill record) =>
        new()
        {
            Party = (record.SupplierRef?.Id, "supplierRef.id"),
            IssueDate = record.IssueDate,
            DueDate = record.DueDate,
            Currency = record.Currency,
            Reference = record.Reference,
            Note = record.Note,
            Post = record.Status switch
            {
                BillStatus.Draft => false,
                BillStatus.Open or BillStatus.Unknown => true,
                var other => throw TrytonClient.Refuse("status", $"A bill is written as Draft or Open, not {other}."),
            },
            Total = record.TotalAmount is 0 ? null : record.TotalAmount,
            Lines =
            [
                .. (record.LineItems ?? []).Select(line => new TrytonDraftLine
                {
                    Description = line.Description,
                    Quantity = line.Quantity ?? 1,
                    UnitAmount = line.UnitAmount ?? 0,
                    HasDiscount = line.DiscountAmount is not (null or 0) || line.DiscountPercentage is not (null or 0),
                    Account = line.AccountRef?.Id,
                    Item = line.ItemRef?.Id,
                    TaxRate = line.TaxRateRef?.Id,
                }),
            ],
        };
}

using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Writes invoices: as drafts, or posted.</summary>
internal sealed class TrytonInvoicesWriter(TrytonClient tryton) : Writer<Invoice>
{
    private readonly TrytonDocumentWriting writing = new(tryton, TrytonSide.Customers);

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            TrytonOptions.Record(
                "Invoice",
                "An invoice to a customer. Only a draft can be changed later.",
                (
                    "invoiceNumber",
                    TrytonOptions.Text("Invoice number", "Tryton gives numbers itself; this is kept as the reference.")
                ),
                ("customerRef", TrytonOptions.Reference("Customer", "The customer.", required: true, "companyName")),
                (
                    "issueDate",
                    TrytonOptions.Date(
                        "Issue date",
                        "Not before the last invoice that Tryton has numbered.",
                        required: true
                    )
                ),
                ("dueDate", TrytonOptions.Date("Due date", "Without it the customer's payment term decides.")),
                ("currency", TrytonOptions.Text("Currency", "ISO 4217 code; the company's unless given.")),
                (
                    "status",
                    TrytonOptions.Choice(
                        "Status",
                        "Submitted is posted at once.",
                        required: false,
                        ("Draft", "Draft"),
                        ("Submitted", "Submitted")
                    )
                ),
                (
                    "lineItems",
                    TrytonOptions.List("Lines", "At least one.", required: true, [.. TrytonDocumentOptions.Line])
                ),
                ("note", TrytonOptions.Text("Note", "Printed on the invoice.")),
                ("subTotal", TrytonOptions.Number("Sub total", "Computed by Tryton.")),
                ("totalTaxAmount", TrytonOptions.Number("Tax", "Computed by Tryton.")),
                ("totalAmount", TrytonOptions.Number("Total", "If given, it must be what Tryton computes.")),
                ("amountDue", TrytonOptions.Number("Amount due", "Computed by Tryton."))
            )
        );

    public override async Task<WriteResult> CreateAsync(Invoice record, WriteMarker marker, CancellationToken ct)
    {
        var result = await writing.CreateAsync(Draft(record), marker, ct);
        return Warn(record, result);
    }

    public override async Task<WriteResult> UpdateAsync(
        string id,
        Invoice record,
        WriteMarker marker,
        CancellationToken ct
    )
    {
        var result = await writing.UpdateAsync(id, Draft(record), marker, ct);
        return Warn(record, result);
    }

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writing.FindAsync(marker, ct);

    private static WriteResult Warn(Invoice record, WriteResult result) =>
        record.InvoiceNumber is { Length: > 0 }
            ? result with
            {
                Warnings =
                [
                    .. result.Warnings,
                    new RefusedField(
                        "invoiceNumber",
                        "Tryton gives numbers itself; this one is kept as the reference."
                    ),
                ],
            }
            : result;

    private static TrytonDraft Draft(Invoice record) =>
        new()
        {
            Party = (record.CustomerRef?.Id, "customerRef.id"),
            IssueDate = record.IssueDate,
            DueDate = record.DueDate,
            Currency = record.Currency,
            Reference = record.InvoiceNumber,
            Note = record.Note,
            Post = record.Status switch
            {
                InvoiceStatus.Draft => false,
                InvoiceStatus.Submitted or InvoiceStatus.Unknown => true,
                var other => throw TrytonClient.Refuse(
                    "status",
                    $"An invoice is written as Draft or Submitted, not {other}."
                ),
            },
            Total = record.TotalAmount is 0 ? null : record.TotalAmount,
            Lines =
            [
                .. (record.LineItems ?? []).Select(line => new TrytonDraftLine
                {
                    Description = line.Description,
                    Quantity = line.Quantity,
                    UnitAmount = line.UnitAmount,
                    HasDiscount = line.DiscountAmount is not (null or 0) || line.DiscountPercentage is not (null or 0),
                    Account = line.AccountRef?.Id,
                    Item = line.ItemRef?.Id,
                    TaxRate = line.TaxRateRef?.Id,
                }),
            ],
        };
}

/// <summary>What is the same in the options of both kinds of document.</summary>
internal static class TrytonDocumentOptions
{
    public static IEnumerable<(string Name, WriteOption Option)> Line { get; } =
    [
        ("description", TrytonOptions.Text("Description", "What was bought or sold.")),
        ("quantity", TrytonOptions.Number("Quantity", "No more decimals than the item's unit has.", required: true)),
        ("unitAmount", TrytonOptions.Number("Unit amount", "Without tax; up to four decimals.", required: true)),
        ("accountRef", TrytonOptions.Reference("Account", "Needed unless the item has one.", required: false)),
        ("itemRef", TrytonOptions.Reference("Item", "The product.", required: false)),
        ("taxRateRef", TrytonOptions.Reference("Tax rate", "Without it the line is not taxed.", required: false)),
        ("subTotal", TrytonOptions.Number("Sub total", "Computed by Tryton.")),
        ("taxAmount", TrytonOptions.Number("Tax", "Computed by Tryton.")),
        ("totalAmount", TrytonOptions.Number("Total", "Computed by Tryton.")),
    ];
}

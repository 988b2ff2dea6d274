using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Sales;

/// <summary>Writes invoices. One that was paid in part is changed no more.</summary>
internal sealed class SandboxInvoicesWriter(FirmSource source) : Writer<Invoice>
{
    private readonly SandboxWrites<SandboxInvoice> writes = new(
        source,
        WrittenRecords.InvoiceFolder,
        SandboxJson.Default.WrittenSandboxInvoice,
        "customerRef.id"
    );

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Invoice",
                ("invoiceNumber", Accepts.Text("Invoice number", "Made up if it is not sent.")),
                ("customerRef", Accepts.Reference("Customer", "Who is invoiced.", true)),
                ("issueDate", Accepts.Date("Issue date", "The day of the invoice.", true)),
                ("dueDate", Accepts.Date("Due date", "When it must be paid.")),
                ("currency", Accepts.Text("Currency", "That of the business if it is not sent.")),
                ("currencyRate", Accepts.Number("Currency rate", "What one unit is worth at home.")),
                ("lineItems", Accepts.DocumentLines("income")),
                ("status", Accepts.Choice("Status", "Payments make it paid.", false, "Draft", "Submitted")),
                ("subTotal", Accepts.Number("Sub-total", "Before tax; checked if it is sent.")),
                ("totalTaxAmount", Accepts.Number("Total tax amount", "Checked if it is sent.")),
                ("totalAmount", Accepts.Number("Total amount", "With tax; checked if it is sent.")),
                ("note", Accepts.Text("Note", "Anything."))
            )
        );

    public override Task<WriteResult> CreateAsync(Invoice record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk, null), ct);

    public override Task<WriteResult> UpdateAsync(
        string id,
        Invoice record,
        WriteMarker marker,
        CancellationToken ct
    ) =>
        writes.UpdateAsync(
            id,
            marker,
            books => new InvoiceRows(books).Find(id),
            (desk, before) => Make(record, desk, before),
            ct
        );

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxInvoice Make(Invoice record, WriteDesk desk, SandboxInvoice? before)
    {
        var isDraft = record.Status is InvoiceStatus.Draft;
        CheckStatus(record, desk, before, isDraft);
        if (record.PaymentAllocations is { Count: > 0 })
        {
            desk.Warn("paymentAllocations", "Payments are written as payments; these were ignored.");
        }

        var customer = desk.Customer(record.CustomerRef?.Id, "customerRef.id");
        var (currency, rate) = desk.Currency(record.Currency ?? customer?.Currency, record.CurrencyRate, "currency");
        var check = new DocumentCheck(desk, "income");
        var lines = check.Lines(record.LineItems?.Select(Sent).ToList());
        check.Totals(
            lines,
            ("subTotal", record.SubTotal),
            ("totalTaxAmount", record.TotalTaxAmount),
            record.TotalAmount
        );
        var (net, tax) = (lines.Sum(l => l.Net), lines.Sum(l => l.Tax));
        if (net + tax <= 0)
        {
            desk.Refuse("totalAmount", "The invoice must come to more than nothing.");
        }

        return new SandboxInvoice
        {
            Id = desk.Id,
            Number = record.InvoiceNumber ?? before?.Number ?? $"W-{desk.Mark}",
            Customer = customer is null ? null : new Party(customer.Id, customer.Name),
            State = isDraft ? "draft" : "open",
            Issued = desk.Day(record.IssueDate, "issueDate"),
            Due = WriteDesk.Day(record.DueDate),
            Currency = currency,
            Rate = rate,
            Lines = lines,
            Net = net,
            Tax = tax,
            Open = net + tax,
            Home = lines.Sum(l => Money.Exchange(l.Net, rate) + Money.Exchange(l.Tax, rate)),
            Memo = record.Note,
            Mark = desk.Mark,
            Changed = desk.At,
        };
    }

    private static void CheckStatus(Invoice record, WriteDesk desk, SandboxInvoice? before, bool isDraft)
    {
        if (before is { State: not ("open" or "draft") })
        {
            desk.Refuse("status", $"The invoice can't be changed any more: it is {before.State}.");
        }
        else if (before is { State: "draft", Mark: null })
        {
            desk.Refuse("status", "The invoice is a draft that the business still works on.");
        }
        else if (before is { State: "open" } && isDraft)
        {
            desk.Refuse("status", "An invoice that was submitted can't become a draft again.");
        }

        if (record.Status is not (InvoiceStatus.Draft or InvoiceStatus.Submitted or InvoiceStatus.Unknown))
        {
            desk.Refuse("status", "An invoice is written as Draft or Submitted; payments make it paid.");
        }
    }

    private static SentLine Sent(InvoiceLineItem line) =>
        new()
        {
            Description = line.Description,
            UnitAmount = line.UnitAmount,
            Quantity = line.Quantity,
            DiscountAmount = line.DiscountAmount,
            DiscountPercentage = line.DiscountPercentage,
            SubTotal = line.SubTotal,
            TaxAmount = line.TaxAmount,
            TotalAmount = line.TotalAmount,
            AccountId = line.AccountRef?.Id,
            TaxRate = line.TaxRateRef,
            ItemId = line.ItemRef?.Id,
            TagId = (line.Tracking?.CategoryRefs ?? line.TrackingCategoryRefs) is [var tag, ..] ? tag.Id : null,
        };
}

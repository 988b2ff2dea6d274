using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Purchases;

/// <summary>Writes bills. One that was paid in part is changed no more.</summary>
internal sealed class SandboxBillsWriter(FirmSource source) : Writer<Bill>
{
    private readonly SandboxWrites<SandboxBill> writes = new(
        source,
        WrittenRecords.BillFolder,
        SandboxJson.Default.WrittenSandboxBill,
        "supplierRef.id"
    );

    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Bill",
                ("reference", Accepts.Text("Reference", "The supplier's own number.")),
                ("supplierRef", Accepts.Reference("Supplier", "Who sent the bill.", true)),
                ("issueDate", Accepts.Date("Issue date", "The day of the bill.", true)),
                ("dueDate", Accepts.Date("Due date", "When it must be paid.")),
                ("currency", Accepts.Text("Currency", "That of the business if it is not sent.")),
                ("currencyRate", Accepts.Number("Currency rate", "What one unit is worth at home.")),
                ("lineItems", Accepts.DocumentLines("expense")),
                ("status", Accepts.Choice("Status", "Payments make it paid.", false, "Draft", "Open")),
                ("subTotal", Accepts.Number("Sub-total", "Before tax; checked if it is sent.")),
                ("taxAmount", Accepts.Number("Tax amount", "Checked if it is sent.")),
                ("totalAmount", Accepts.Number("Total amount", "With tax; checked if it is sent.")),
                ("note", Accepts.Text("Note", "Anything."))
            )
        );

    public override Task<WriteResult> CreateAsync(Bill record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk, null), ct);

    public override Task<WriteResult> UpdateAsync(string id, Bill record, WriteMarker marker, CancellationToken ct) =>
        writes.UpdateAsync(
            id,
            marker,
            books => new BillRows(books).Find(id),
            (desk, before) => Make(record, desk, before),
            ct
        );

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxBill Make(Bill record, WriteDesk desk, SandboxBill? before)
    {
        var isDraft = record.Status is BillStatus.Draft;
        CheckStatus(record, desk, before, isDraft);
        if (record.PaymentAllocations is { Count: > 0 })
        {
            desk.Warn("paymentAllocations", "Payments are written as bill payments; these were ignored.");
        }

        var supplier = desk.Supplier(record.SupplierRef?.Id, "supplierRef.id");
        var (currency, rate) = desk.Currency(record.Currency ?? supplier?.Currency, record.CurrencyRate, "currency");
        var check = new DocumentCheck(desk, "expense");
        var lines = check.Lines(record.LineItems?.Select(Sent).ToList());
        check.Totals(lines, ("subTotal", record.SubTotal), ("taxAmount", record.TaxAmount), record.TotalAmount);
        var (net, tax) = (lines.Sum(l => l.Net), lines.Sum(l => l.Tax));
        if (net + tax <= 0)
        {
            desk.Refuse("totalAmount", "The bill must come to more than nothing.");
        }

        return new SandboxBill
        {
            Id = desk.Id,
            Reference = record.Reference ?? before?.Reference,
            Supplier = supplier is null ? null : new Party(supplier.Id, supplier.Name),
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

    private static void CheckStatus(Bill record, WriteDesk desk, SandboxBill? before, bool isDraft)
    {
        if (before is { State: not ("open" or "draft") })
        {
            desk.Refuse("status", $"The bill can't be changed any more: it is {before.State}.");
        }
        else if (before is { State: "draft", Mark: null })
        {
            desk.Refuse("status", "The bill is a draft that the business still works on.");
        }
        else if (before is { State: "open" } && isDraft)
        {
            desk.Refuse("status", "A bill that is open can't become a draft again.");
        }

        if (record.Status is not (BillStatus.Draft or BillStatus.Open or BillStatus.Unknown))
        {
            desk.Refuse("status", "A bill is written as Draft or Open; payments make it paid.");
        }
    }

    private static SentLine Sent(BillLineItem line) =>
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

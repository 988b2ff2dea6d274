using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Bills; what vanished shows in the list of ids.</summary>
internal sealed class SandboxBills(FirmSource source) : Reader<SandboxBill, Bill>(SandboxJson.Default.SandboxBill)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new BillRows(books).Feed, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, books => new BillRows(books).Ids(), ct);

    public override Bill Map(SandboxBill source) =>
        new()
        {
            Id = source.Id,
            Reference = source.Reference,
            SupplierRef = Parts.ToSupplierRef(source.Supplier),
            PurchaseOrderRefs = [],
            IssueDate = Parts.ToDate(source.Issued),
            DueDate = Parts.ToDate(source.Due),
            Currency = source.Currency,
            CurrencyRate = Parts.ToRate(source.Rate),
            LineItems = [.. source.Lines.Select(MapLine)],
            WithholdingTax = [],
            Status = source.State switch
            {
                "draft" => BillStatus.Draft,
                "open" => BillStatus.Open,
                "part" => BillStatus.PartiallyPaid,
                "paid" => BillStatus.Paid,
                "void" => BillStatus.Void,
                _ => BillStatus.Unknown,
            },
            SubTotal = Money.ToDecimal(source.Net),
            TaxAmount = Money.ToDecimal(source.Tax),
            TotalAmount = Money.ToDecimal(source.Net + source.Tax),
            AmountDue = Money.ToDecimal(source.Open),
            Note = source.Memo,
            PaymentAllocations = Parts.ToAllocations(source.Settled, source.Currency, source.Rate, -1),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static BillLineItem MapLine(SandboxBillLine line, int index) =>
        new()
        {
            LineNumber = (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Description = line.Text,
            UnitAmount = line.Price / 100m,
            Quantity = line.Units,
            DiscountAmount = Money.ToDecimal(line.Discount ?? 0),
            DiscountPercentage = line.DiscountPercent ?? 0,
            SubTotal = Money.ToDecimal(line.Net),
            TaxAmount = Money.ToDecimal(line.Tax),
            TotalAmount = Money.ToDecimal(line.Net + line.Tax),
            AccountRef = Parts.ToAccountRef(line.Account),
            TaxRateRef = Parts.ToTaxRateRef(line.TaxRate),
            ItemRef = Parts.ToItemRef(line.Item),
            TrackingCategoryRefs = Tags.ToRefs(line.Tag) ?? [],
            Tracking = Tags.ToPayable(line.Tag),
        };
}

/// <summary>A bill as the made-up firm keeps it: money in pence.</summary>
internal sealed record SandboxBill : ISandboxRow
{
    public required string Id { get; init; }

    /// <summary>The supplier's own number.</summary>
    public string? Reference { get; init; }

    public Party? Supplier { get; init; }

    /// <summary>draft, open, part, paid or void.</summary>
    public required string State { get; init; }

    public required DateOnly Issued { get; init; }

    public DateOnly? Due { get; init; }

    public required string Currency { get; init; }

    /// <summary>Millionths of the home currency that a unit is worth.</summary>
    public required long Rate { get; init; }

    public required IReadOnlyList<SandboxBillLine> Lines { get; init; }

    public IReadOnlyList<Settlement>? Settled { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public required long Open { get; init; }

    /// <summary>Net and tax in the home currency.</summary>
    public required long Home { get; init; }

    public string? Memo { get; init; }

    /// <summary>The marker of the last write.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A line of a bill.</summary>
internal sealed record SandboxBillLine
{
    public Party? Item { get; init; }

    public string? Text { get; init; }

    public required decimal Units { get; init; }

    /// <summary>Pence for one unit; what was written may have a fraction.</summary>
    public required decimal Price { get; init; }

    public decimal? DiscountPercent { get; init; }

    public long? Discount { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public Party? Account { get; init; }

    public LineTax? TaxRate { get; init; }

    public Party? Tag { get; init; }
}

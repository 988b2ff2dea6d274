using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Invoices: raised, paid, credited, made void; and offers, which come and vanish every few seconds.</summary>
internal sealed class SandboxInvoices(FirmSource source)
    : Reader<SandboxInvoice, Invoice>(SandboxJson.Default.SandboxInvoice)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new InvoiceRows(books).Feed, ct);

    public override Invoice Map(SandboxInvoice source) =>
        new()
        {
            Id = source.Id,
            InvoiceNumber = source.Number,
            CustomerRef = Parts.ToCustomerRef(source.Customer),
            IssueDate = Parts.ToDate(source.Issued),
            DueDate = Parts.ToDate(source.Due),
            PaidOnDate = Parts.ToDate(source.Paid),
            Currency = source.Currency,
            CurrencyRate = Parts.ToRate(source.Rate),
            LineItems = [.. source.Lines.Select(MapLine)],
            PaymentAllocations = Parts.ToAllocations(source.Settled, source.Currency, source.Rate, -1),
            WithholdingTax = [],
            TotalDiscount = Money.ToDecimal(source.Lines.Sum(l => l.Discount ?? 0)),
            SubTotal = Money.ToDecimal(source.Net),
            TotalTaxAmount = Money.ToDecimal(source.Tax),
            TotalAmount = Money.ToDecimal(source.Net + source.Tax),
            AmountDue = Money.ToDecimal(source.Open),
            Status = source.State switch
            {
                "draft" => InvoiceStatus.Draft,
                "open" => InvoiceStatus.Submitted,
                "part" => InvoiceStatus.PartiallyPaid,
                "paid" => InvoiceStatus.Paid,
                "void" => InvoiceStatus.Void,
                _ => InvoiceStatus.Unknown,
            },
            Note = source.Memo,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static InvoiceLineItem MapLine(SandboxInvoiceLine line) =>
        new()
        {
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
            Tracking = Tags.ToReceivable(line.Tag),
        };
}

/// <summary>An invoice as the made-up firm keeps it: money in pence.</summary>
internal sealed record SandboxInvoice : ISandboxRow
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public Party? Customer { get; init; }

    /// <summary>draft, open, part, paid or void.</summary>
    public required string State { get; init; }

    public required DateOnly Issued { get; init; }

    public DateOnly? Due { get; init; }

    public DateOnly? Paid { get; init; }

    public required string Currency { get; init; }

    /// <summary>Millionths of the home currency that a unit is worth.</summary>
    public required long Rate { get; init; }

    public required IReadOnlyList<SandboxInvoiceLine> Lines { get; init; }

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

/// <summary>A line of an invoice.</summary>
internal sealed record SandboxInvoiceLine
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

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>An invoice: what a customer owes for a sale.</summary>
public sealed record Invoice : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Number printed on the invoice.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Who was invoiced.</summary>
    public CustomerRef? CustomerRef { get; init; }

    /// <summary>Sales orders behind the invoice.</summary>
    public IReadOnlyList<SalesOrderRef>? SalesOrderRefs { get; init; }

    /// <summary>Date on the document.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>Day by which payment is expected.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>Day on which nothing remained to be paid.</summary>
    public DateTimeOffset? PaidOnDate { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The lines of the document.</summary>
    public IReadOnlyList<InvoiceLineItem>? LineItems { get; init; }

    /// <summary>Payments that were applied to the document.</summary>
    public IReadOnlyList<PaymentAllocation>? PaymentAllocations { get; init; }

    /// <summary>Taxes that the payer keeps back for the authorities.</summary>
    public IReadOnlyList<WithholdingTax>? WithholdingTax { get; init; }

    /// <summary>All discounts on the document, as an amount.</summary>
    public decimal? TotalDiscount { get; init; }

    /// <summary>Sum after discounts and before tax.</summary>
    public decimal? SubTotal { get; init; }

    /// <summary>Tax on the document as a whole, beyond that of its lines.</summary>
    public decimal? AdditionalTaxAmount { get; init; }

    /// <summary>Rate of the tax on the document as a whole, in percent.</summary>
    public decimal? AdditionalTaxPercentage { get; init; }

    /// <summary>All taxes on the document.</summary>
    public required decimal TotalTaxAmount { get; init; }

    /// <summary>Sum after discounts and with tax.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>What remains to be paid.</summary>
    public required decimal AmountDue { get; init; }

    /// <summary>Discount on the whole document in percent, 0 to 100.</summary>
    public decimal? DiscountPercentage { get; init; }

    /// <summary>Where the invoice is in its life.</summary>
    public required InvoiceStatus Status { get; init; }

    /// <summary>Free text kept with the record.</summary>
    public string? Note { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A line of an invoice.</summary>
public sealed record InvoiceLineItem
{
    /// <summary>What was sold.</summary>
    public string? Description { get; init; }

    /// <summary>Price of one unit, in the currency of the document.</summary>
    public required decimal UnitAmount { get; init; }

    /// <summary>How many units.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Discount on the line, as an amount.</summary>
    public decimal? DiscountAmount { get; init; }

    /// <summary>Amount of the line after discount and before tax.</summary>
    public decimal? SubTotal { get; init; }

    /// <summary>Tax on the line.</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Amount of the line after discount and with tax.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>Account that the income is booked to.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>Discount on the line in percent, 0 to 100.</summary>
    public decimal? DiscountPercentage { get; init; }

    /// <summary>Tax rate that applies.</summary>
    public TaxRateRef? TaxRateRef { get; init; }

    /// <summary>Item that was bought or sold.</summary>
    public ItemRef? ItemRef { get; init; }

    /// <summary>Older form of <see cref="Tracking"/>; read it only where that is absent.</summary>
    public IReadOnlyList<TrackingCategoryRef>? TrackingCategoryRefs { get; init; }

    /// <summary>What the line is analysed by.</summary>
    public ReceivableTracking? Tracking { get; init; }

    /// <summary>Whether the line belongs to a direct income.</summary>
    public bool? IsDirectIncome { get; init; }
}

/// <summary>Points at a sales order.</summary>
public sealed record SalesOrderRef
{
    /// <summary>Key of the sales order.</summary>
    public string? Id { get; init; }

    /// <summary>Always the data type of sales orders.</summary>
    public SalesOrderType? DataType { get; init; }
}

/// <summary>The data type of sales orders.</summary>
[JsonConverter(typeof(StandardEnumConverter<SalesOrderType>))]
public enum SalesOrderType
{
    /// <summary>A sales order.</summary>
    [JsonStringEnumMemberName("salesOrders")]
    SalesOrders,
}

/// <summary>Where an invoice is in its life.</summary>
[JsonConverter(typeof(StandardEnumConverter<InvoiceStatus>))]
public enum InvoiceStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Not issued yet.</summary>
    Draft,

    /// <summary>Issued, nothing paid.</summary>
    Submitted,

    /// <summary>Issued, paid in part.</summary>
    PartiallyPaid,

    /// <summary>Nothing remains to be paid.</summary>
    Paid,

    /// <summary>Cancelled, written off or refunded; no longer owed.</summary>
    Void,
}

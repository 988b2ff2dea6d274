using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A bill: what the company owes a supplier for a purchase on credit.</summary>
public sealed record Bill : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Reference of the bill, usually the supplier's number.</summary>
    public string? Reference { get; init; }

    /// <summary>Who sent the bill.</summary>
    public SupplierRef? SupplierRef { get; init; }

    /// <summary>Purchase orders behind the bill.</summary>
    public IReadOnlyList<PurchaseOrderRef>? PurchaseOrderRefs { get; init; }

    /// <summary>Date on the document.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>Day by which payment is expected.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The lines of the document.</summary>
    public IReadOnlyList<BillLineItem>? LineItems { get; init; }

    /// <summary>Taxes that the payer keeps back for the authorities.</summary>
    public IReadOnlyList<WithholdingTax>? WithholdingTax { get; init; }

    /// <summary>Where the bill is in its life.</summary>
    public required BillStatus Status { get; init; }

    /// <summary>Sum after discounts and before tax.</summary>
    public required decimal SubTotal { get; init; }

    /// <summary>All taxes on the document.</summary>
    public required decimal TaxAmount { get; init; }

    /// <summary>Sum after discounts and with tax.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>What remains to be paid.</summary>
    public decimal? AmountDue { get; init; }

    /// <summary>Free text kept with the record.</summary>
    public string? Note { get; init; }

    /// <summary>Payments that were applied to the document.</summary>
    public IReadOnlyList<PaymentAllocation>? PaymentAllocations { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A line of a bill.</summary>
public sealed record BillLineItem
{
    /// <summary>Number of the line in the source.</summary>
    public string? LineNumber { get; init; }

    /// <summary>What was bought.</summary>
    public string? Description { get; init; }

    /// <summary>Price of one unit, in the currency of the document.</summary>
    public decimal? UnitAmount { get; init; }

    /// <summary>How many units.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Unit that <see cref="Quantity"/> counts, such as kilogram.</summary>
    public string? UnitOfMeasurement { get; init; }

    /// <summary>Discount on the line, as an amount.</summary>
    public decimal? DiscountAmount { get; init; }

    /// <summary>Amount of the line after discount and before tax.</summary>
    public decimal? SubTotal { get; init; }

    /// <summary>Tax on the line.</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Amount of the line after discount and with tax.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>Discount on the line in percent, 0 to 100.</summary>
    public decimal? DiscountPercentage { get; init; }

    /// <summary>Account that the cost is booked to.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>Tax rate that applies.</summary>
    public TaxRateRef? TaxRateRef { get; init; }

    /// <summary>Item that was bought or sold.</summary>
    public ItemRef? ItemRef { get; init; }

    /// <summary>Line of a purchase order behind this one.</summary>
    public LineRef? PurchaseOrderLineRef { get; init; }

    /// <summary>Older form of <see cref="Tracking"/>; read it only where that is absent.</summary>
    public IReadOnlyList<TrackingCategoryRef>? TrackingCategoryRefs { get; init; }

    /// <summary>What the line is analysed by.</summary>
    public PayableTracking? Tracking { get; init; }

    /// <summary>Whether the line belongs to a direct cost.</summary>
    public bool? IsDirectCost { get; init; }
}

/// <summary>Points at a purchase order.</summary>
public sealed record PurchaseOrderRef
{
    /// <summary>Key of the purchase order.</summary>
    public string? Id { get; init; }

    /// <summary>Number printed on the purchase order.</summary>
    public string? PurchaseOrderNumber { get; init; }
}

/// <summary>Where a bill is in its life.</summary>
[JsonConverter(typeof(StandardEnumConverter<BillStatus>))]
public enum BillStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Received, nothing paid.</summary>
    Open,

    /// <summary>Paid in part.</summary>
    PartiallyPaid,

    /// <summary>Nothing remains to be paid.</summary>
    Paid,

    /// <summary>Cancelled; no longer owed.</summary>
    Void,

    /// <summary>Not approved yet.</summary>
    Draft,
}

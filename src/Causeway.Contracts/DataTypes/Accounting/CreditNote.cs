using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A credit note: what the company gives back to a customer.</summary>
public sealed record CreditNote : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Number printed on the credit note.</summary>
    public string? CreditNoteNumber { get; init; }

    /// <summary>Who receives the credit.</summary>
    public CustomerRef? CustomerRef { get; init; }

    /// <summary>Taxes that the payer keeps back for the authorities.</summary>
    public IReadOnlyList<WithholdingTax>? WithholdingTax { get; init; }

    /// <summary>The whole credit, with tax.</summary>
    public required decimal TotalAmount { get; init; }

    /// <summary>All discounts on the document, as an amount.</summary>
    public required decimal TotalDiscount { get; init; }

    /// <summary>Sum after discounts and before tax.</summary>
    public required decimal SubTotal { get; init; }

    /// <summary>Tax on the document as a whole, beyond that of its lines.</summary>
    public decimal? AdditionalTaxAmount { get; init; }

    /// <summary>Rate of the tax on the document as a whole, in percent.</summary>
    public decimal? AdditionalTaxPercentage { get; init; }

    /// <summary>All taxes on the document.</summary>
    public required decimal TotalTaxAmount { get; init; }

    /// <summary>Discount on the whole document in percent, 0 to 100.</summary>
    public required decimal DiscountPercentage { get; init; }

    /// <summary>Part of the credit that is still unused.</summary>
    public required decimal RemainingCredit { get; init; }

    /// <summary>Where the credit note is in its life.</summary>
    public required CreditNoteStatus Status { get; init; }

    /// <summary>Date on the document.</summary>
    public DateTimeOffset? IssueDate { get; init; }

    /// <summary>When the credit was used up or refunded.</summary>
    public DateTimeOffset? AllocatedOnDate { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit of <see cref="Currency"/> is worth in the company's base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The lines of the document.</summary>
    public IReadOnlyList<CreditNoteLineItem>? LineItems { get; init; }

    /// <summary>Payments that were applied to the document.</summary>
    public IReadOnlyList<PaymentAllocation>? PaymentAllocations { get; init; }

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

/// <summary>A line of a credit note.</summary>
public sealed record CreditNoteLineItem
{
    /// <summary>What the credit is for.</summary>
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

    /// <summary>Account that the credit is booked to.</summary>
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

/// <summary>Where a credit note is in its life.</summary>
[JsonConverter(typeof(StandardEnumConverter<CreditNoteStatus>))]
public enum CreditNoteStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Not issued yet.</summary>
    Draft,

    /// <summary>Issued, nothing used.</summary>
    Submitted,

    /// <summary>Used up or refunded.</summary>
    Paid,

    /// <summary>Cancelled.</summary>
    Void,

    /// <summary>Used in part.</summary>
    PartiallyPaid,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>An order: what was sold to a customer at one time (data type <c>commerce-orders</c>).</summary>
public sealed record CommerceOrder : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Number that people know the order by.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Country of the sale, as the source writes it.</summary>
    public string? Country { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>When nothing more was to be done: shipped, paid and beyond returning.</summary>
    public DateTimeOffset? ClosedDate { get; init; }

    /// <summary>Sum after discounts and refunds, with tax, without gratuity.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>What was given back; never above zero.</summary>
    public decimal? TotalRefund { get; init; }

    /// <summary>All taxes on the order.</summary>
    public decimal? TotalTaxAmount { get; init; }

    /// <summary>All discounts without tax; usually above zero.</summary>
    public decimal? TotalDiscount { get; init; }

    /// <summary>Tips.</summary>
    public decimal? TotalGratuity { get; init; }

    /// <summary>The lines of the order.</summary>
    public IReadOnlyList<CommerceOrderLineItem>? OrderLineItems { get; init; }

    /// <summary>Payments for the order.</summary>
    public IReadOnlyList<CommerceOrderPayment>? Payments { get; init; }

    /// <summary>Charges beside the lines, such as shipping.</summary>
    public IReadOnlyList<CommerceServiceCharge>? ServiceCharges { get; init; }

    /// <summary>Location where it was ordered.</summary>
    public CommerceRef? LocationRef { get; init; }

    /// <summary>Customer who ordered.</summary>
    public CommerceRef? CustomerRef { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>A line of an order.</summary>
public sealed record CommerceOrderLineItem
{
    /// <summary>Key of the line.</summary>
    public required string Id { get; init; }

    /// <summary>How many units; below zero for returns.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Tax on the line in percent, 0 to 100.</summary>
    public decimal? TaxPercentage { get; init; }

    /// <summary>Amount of the line after discount and with tax.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>Tax on the line, after discount.</summary>
    public decimal? TotalTaxAmount { get; init; }

    /// <summary>Price of one unit, before discount and tax.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>The tax by component.</summary>
    public IReadOnlyList<CommerceTaxAllocation>? Taxes { get; init; }

    /// <summary>Product that was sold.</summary>
    public CommerceRef? ProductRef { get; init; }

    /// <summary>Variant of the product that was sold.</summary>
    public CommerceRef? ProductVariantRef { get; init; }

    /// <summary>The discounts on the line.</summary>
    public IReadOnlyList<CommerceDiscountAllocation>? DiscountAllocations { get; init; }
}

/// <summary>The part of a tax that one tax component causes.</summary>
public sealed record CommerceTaxAllocation
{
    /// <summary>The tax component.</summary>
    public CommerceTaxComponentRef? TaxComponentRef { get; init; }

    /// <summary>Amount of tax, whatever its name says.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Amount of tax; not among the documented fields, but sources give it.</summary>
    public decimal? TaxAmount { get; init; }
}

/// <summary>Points at a tax component.</summary>
public sealed record CommerceTaxComponentRef
{
    /// <summary>Key of the tax component.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the tax component.</summary>
    public required string Name { get; init; }
}

/// <summary>A discount on a line of an order.</summary>
public sealed record CommerceDiscountAllocation
{
    /// <summary>Name of the discount.</summary>
    public string? Name { get; init; }

    /// <summary>Amount without tax.</summary>
    public decimal? TotalAmount { get; init; }
}

/// <summary>A charge beside the lines of an order.</summary>
public sealed record CommerceServiceCharge
{
    /// <summary>What the charge is for.</summary>
    public string? Description { get; init; }

    /// <summary>Amount with tax.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>Tax on the charge in percent, 0 to 100.</summary>
    public decimal? TaxPercentage { get; init; }

    /// <summary>Tax on the charge.</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>The tax by component.</summary>
    public IReadOnlyList<CommerceTaxAllocation>? Taxes { get; init; }

    /// <summary>How many times it was charged.</summary>
    public int? Quantity { get; init; }

    /// <summary>Kind of charge.</summary>
    public CommerceServiceChargeType? Type { get; init; }
}

/// <summary>Kind of charge beside the lines of an order.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommerceServiceChargeType>))]
public enum CommerceServiceChargeType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A charge of no particular kind.</summary>
    Generic,

    /// <summary>For bringing the goods.</summary>
    Shipping,

    /// <summary>Paid beyond what was owed.</summary>
    Overpayment,
}

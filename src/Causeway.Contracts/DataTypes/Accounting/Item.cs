using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>An item: goods or a service that is bought or sold.</summary>
public sealed record Item : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the item.</summary>
    public string? Name { get; init; }

    /// <summary>Code that people know the item by.</summary>
    public string? Code { get; init; }

    /// <summary>What holds when it is bought.</summary>
    public BillItem? BillItem { get; init; }

    /// <summary>What holds when it is sold.</summary>
    public InvoiceItem? InvoiceItem { get; init; }

    /// <summary>Whether it is bought.</summary>
    public required bool IsBillItem { get; init; }

    /// <summary>Whether it is sold.</summary>
    public required bool IsInvoiceItem { get; init; }

    /// <summary>Whether it is in use.</summary>
    public required ItemStatus ItemStatus { get; init; }

    /// <summary>Whether stock is kept of it.</summary>
    public required ItemType Type { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>What holds when an item is bought.</summary>
public sealed record BillItem
{
    /// <summary>Account that the cost is booked to.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>Text for lines of bills.</summary>
    public string? Description { get; init; }

    /// <summary>Tax rate on purchases.</summary>
    public TaxRateRef? TaxRateRef { get; init; }

    /// <summary>Price of one unit.</summary>
    public decimal? UnitPrice { get; init; }
}

/// <summary>What holds when an item is sold.</summary>
public sealed record InvoiceItem
{
    /// <summary>Account that the income is booked to.</summary>
    public AccountRef? AccountRef { get; init; }

    /// <summary>Text for lines of invoices.</summary>
    public string? Description { get; init; }

    /// <summary>Tax rate on sales.</summary>
    public TaxRateRef? TaxRateRef { get; init; }

    /// <summary>Price of one unit.</summary>
    public decimal? UnitPrice { get; init; }
}

/// <summary>Whether an item is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<ItemStatus>))]
public enum ItemStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

/// <summary>Whether stock is kept of an item.</summary>
[JsonConverter(typeof(StandardEnumConverter<ItemType>))]
public enum ItemType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Goods with a stock.</summary>
    Inventory,

    /// <summary>Goods without a stock.</summary>
    NonInventory,

    /// <summary>A service.</summary>
    Service,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A product, in one or more variants (data type <c>commerce-products</c>).</summary>
public sealed record CommerceProduct : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the product.</summary>
    public string? Name { get; init; }

    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>Category that the source puts it in.</summary>
    public string? Categorization { get; init; }

    /// <summary>Product categories that it is in; not among the documented fields, but sources give it.</summary>
    public IReadOnlyList<CommerceRef>? ProductCategoryRefs { get; init; }

    /// <summary>Whether it is a gift card or voucher.</summary>
    public bool? IsGiftCard { get; init; }

    /// <summary>What can be bought.</summary>
    public IReadOnlyList<CommerceProductVariant>? Variants { get; init; }

    /// <summary>Whether it is on sale; not among the documented fields, but sources give it.</summary>
    public CommerceProductStatus? Status { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When it was created; not among the documented fields, but sources give it.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source last changed it; not among the documented fields, but sources give it.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>A variant of a product: what can be bought.</summary>
public sealed record CommerceProductVariant
{
    /// <summary>Key of the variant.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the variant.</summary>
    public string? Name { get; init; }

    /// <summary>Whether sales of it are taxed.</summary>
    public bool? IsTaxEnabled { get; init; }

    /// <summary>Code that stock is kept under.</summary>
    public string? Sku { get; init; }

    /// <summary>Number in the bar code: UPC, EAN, ISBN.</summary>
    public string? Barcode { get; init; }

    /// <summary>Unit that it is sold by.</summary>
    public string? UnitOfMeasure { get; init; }

    /// <summary>Tax on sales in percent, 0 to 100.</summary>
    public decimal? VatPercentage { get; init; }

    /// <summary>Price in each currency.</summary>
    public IReadOnlyList<CommerceProductPrice>? Prices { get; init; }

    /// <summary>How many there are.</summary>
    public CommerceProductInventory? Inventory { get; init; }

    /// <summary>Whether it has to be sent to the customer.</summary>
    public bool? ShippingRequired { get; init; }

    /// <summary>Whether it is on sale.</summary>
    public CommerceProductStatus? Status { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When our copy of the variant last changed.</summary>
    public DateTimeOffset? ModifiedDate { get; init; }

    /// <summary>When the source last changed the variant.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }
}

/// <summary>Price of a variant in one currency.</summary>
public sealed record CommerceProductPrice
{
    /// <summary>ISO 4217 code of the price.</summary>
    public string? Currency { get; init; }

    /// <summary>Price of one unit.</summary>
    public decimal? UnitPrice { get; init; }
}

/// <summary>How many there are of a variant.</summary>
public sealed record CommerceProductInventory
{
    /// <summary>Over all locations.</summary>
    public decimal? TotalQuantity { get; init; }

    /// <summary>At each location.</summary>
    public IReadOnlyList<CommerceProductInventoryLocation>? Locations { get; init; }
}

/// <summary>How many there are of a variant at one location.</summary>
public sealed record CommerceProductInventoryLocation
{
    /// <summary>How many there are.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The location.</summary>
    public CommerceRef? LocationRef { get; init; }
}

/// <summary>Whether a product or a variant is on sale.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommerceProductStatus>))]
public enum CommerceProductStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>On sale.</summary>
    Published,

    /// <summary>Not on sale.</summary>
    Unpublished,
}

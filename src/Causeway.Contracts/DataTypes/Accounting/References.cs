using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>Points at an account in the chart of accounts.</summary>
public sealed record AccountRef
{
    /// <summary>Key of the account.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the account.</summary>
    public string? Name { get; init; }
}

/// <summary>Points at a customer.</summary>
public sealed record CustomerRef
{
    /// <summary>Key of the customer.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CompanyName { get; init; }
}

/// <summary>Points at a supplier.</summary>
public sealed record SupplierRef
{
    /// <summary>Key of the supplier.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the supplier.</summary>
    public string? SupplierName { get; init; }
}

/// <summary>Points at an item.</summary>
public sealed record ItemRef
{
    /// <summary>Key of the item.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the item.</summary>
    public string? Name { get; init; }
}

/// <summary>Points at a tax rate.</summary>
public sealed record TaxRateRef
{
    /// <summary>Key of the tax rate.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the tax rate.</summary>
    public string? Name { get; init; }

    /// <summary>The rate in percent, with compound parts worked in.</summary>
    public decimal? EffectiveTaxRate { get; init; }
}

/// <summary>Points at a project.</summary>
public sealed record ProjectRef
{
    /// <summary>Key of the project.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the project.</summary>
    public string? Name { get; init; }
}

/// <summary>Points at a tracking category.</summary>
public sealed record TrackingCategoryRef
{
    /// <summary>Key of the tracking category.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the tracking category.</summary>
    public string? Name { get; init; }
}

/// <summary>Points at a record of any data type.</summary>
public sealed record RecordRef
{
    /// <summary>Key of the record.</summary>
    public string? Id { get; init; }

    /// <summary>Its data type; sources use both the singular and the plural.</summary>
    public string? DataType { get; init; }
}

/// <summary>Points at a line of the document that this line was made from.</summary>
public sealed record LineRef
{
    /// <summary>Key of the document.</summary>
    public string? Id { get; init; }

    /// <summary>Data type of the document.</summary>
    public LineSourceType? DataType { get; init; }

    /// <summary>Number of the line in it.</summary>
    public string? LineNumber { get; init; }
}

/// <summary>Data types whose lines other documents are made from.</summary>
[JsonConverter(typeof(StandardEnumConverter<LineSourceType>))]
public enum LineSourceType
{
    /// <summary>A purchase order.</summary>
    [JsonStringEnumMemberName("purchaseOrders")]
    PurchaseOrders,

    /// <summary>A bill.</summary>
    [JsonStringEnumMemberName("bills")]
    Bills,
}

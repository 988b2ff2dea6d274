using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A postal address in a commerce system.</summary>
public sealed record CommerceAddress
{
    /// <summary>What the address is for.</summary>
    public CommerceAddressType? Type { get; init; }

    /// <summary>First line.</summary>
    public string? Line1 { get; init; }

    /// <summary>Second line.</summary>
    public string? Line2 { get; init; }

    /// <summary>City or town; where the source has only lines, the third.</summary>
    public string? City { get; init; }

    /// <summary>State, county or province; where the source has only lines, the fourth.</summary>
    public string? Region { get; init; }

    /// <summary>Country, as the source writes it.</summary>
    public string? Country { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }
}

/// <summary>What an address in a commerce system is for.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommerceAddressType>))]
public enum CommerceAddressType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Bills go here.</summary>
    Billing,

    /// <summary>Goods go here.</summary>
    Delivery,

    /// <summary>Where an order was taken.</summary>
    Order,

    /// <summary>Where stock is kept.</summary>
    Inventory,
}

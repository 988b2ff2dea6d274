using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A postal address in an accounting system.</summary>
public sealed record Address
{
    /// <summary>What the address is for.</summary>
    public required AddressType Type { get; init; }

    /// <summary>First line.</summary>
    public string? Line1 { get; init; }

    /// <summary>Second line.</summary>
    public string? Line2 { get; init; }

    /// <summary>City or town.</summary>
    public string? City { get; init; }

    /// <summary>State, county or province.</summary>
    public string? Region { get; init; }

    /// <summary>Country, as a name or a code.</summary>
    public string? Country { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }
}

/// <summary>What an address in an accounting system is for.</summary>
[JsonConverter(typeof(StandardEnumConverter<AddressType>))]
public enum AddressType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Bills go here.</summary>
    Billing,

    /// <summary>Goods go here.</summary>
    Delivery,
}

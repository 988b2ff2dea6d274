using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes;

/// <summary>A telephone number and what it is for.</summary>
public sealed record PhoneNumber
{
    /// <summary>The number as the source writes it.</summary>
    public string? Number { get; init; }

    /// <summary>What the number is for.</summary>
    public required PhoneNumberType Type { get; init; }
}

/// <summary>What a telephone number is for.</summary>
[JsonConverter(typeof(StandardEnumConverter<PhoneNumberType>))]
public enum PhoneNumberType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>The number to call first.</summary>
    Primary,

    /// <summary>A fixed line.</summary>
    Landline,

    /// <summary>A mobile telephone.</summary>
    Mobile,

    /// <summary>A fax machine.</summary>
    Fax,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>Points at a record of a commerce system; the member that holds it says of which data type.</summary>
public sealed record CommerceRef
{
    /// <summary>Key of the record.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the record.</summary>
    public string? Name { get; init; }
}

/// <summary>Points at a record of any data type.</summary>
public sealed record CommerceRecordRef
{
    /// <summary>Key of the record.</summary>
    public required string Id { get; init; }

    /// <summary>Its data type.</summary>
    public required string Type { get; init; }
}

/// <summary>Points at what caused a transaction.</summary>
public sealed record TransactionSourceRef
{
    /// <summary>Key of the record.</summary>
    public required string Id { get; init; }

    /// <summary>Kind of the record.</summary>
    public required TransactionSourceType Type { get; init; }
}

/// <summary>Kind of record that causes a transaction.</summary>
[JsonConverter(typeof(StandardEnumConverter<TransactionSourceType>))]
public enum TransactionSourceType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A fee.</summary>
    Fee,

    /// <summary>An order.</summary>
    Order,

    /// <summary>A payment.</summary>
    Payment,

    /// <summary>A service charge.</summary>
    ServiceCharge,
}

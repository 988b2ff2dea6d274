using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>Points at a customer or a supplier.</summary>
public sealed record ContactRef
{
    /// <summary>Key of the customer or supplier.</summary>
    public required string Id { get; init; }

    /// <summary>Which of the two it is.</summary>
    public ContactRefType? DataType { get; init; }
}

/// <summary>Data types of contacts.</summary>
[JsonConverter(typeof(StandardEnumConverter<ContactRefType>))]
public enum ContactRefType
{
    /// <summary>A customer.</summary>
    [JsonStringEnumMemberName("customers")]
    Customers,

    /// <summary>A supplier.</summary>
    [JsonStringEnumMemberName("suppliers")]
    Suppliers,
}

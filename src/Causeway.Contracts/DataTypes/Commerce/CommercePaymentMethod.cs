using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A way to pay (data type <c>commerce-paymentMethods</c>).</summary>
public sealed record CommercePaymentMethod : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the payment method.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is in use.</summary>
    public CommercePaymentMethodStatus? Status { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>Whether a payment method is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommercePaymentMethodStatus>))]
public enum CommercePaymentMethodStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A payment for an order (data type <c>commerce-payments</c>).</summary>
public sealed record CommercePayment : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Amount with gratuity; below zero for a refund.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>How it was paid.</summary>
    public PaymentMethodRef? PaymentMethodRef { get; init; }

    /// <summary>How far the payment is.</summary>
    public CommercePaymentStatus? Status { get; init; }

    /// <summary>Who processed the payment.</summary>
    public string? PaymentProvider { get; init; }

    /// <summary>Day by which payment is expected.</summary>
    public DateTimeOffset? DueDate { get; init; }

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

/// <summary>How far a payment is.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommercePaymentStatus>))]
public enum CommercePaymentStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Under way.</summary>
    Pending,

    /// <summary>Agreed to by the payer's bank, not collected yet.</summary>
    Authorized,

    /// <summary>Collected.</summary>
    Paid,

    /// <summary>Did not go through.</summary>
    Failed,

    /// <summary>Called off.</summary>
    Cancelled,
}

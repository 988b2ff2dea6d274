using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>Money moved in an account at a payment provider (data type <c>commerce-transactions</c>).</summary>
public sealed record CommerceTransaction : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Amount; above zero adds to the account.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>Kind of transaction.</summary>
    public CommerceTransactionType? Type { get; init; }

    /// <summary>Finer kind, in the words of the source.</summary>
    public string? SubType { get; init; }

    /// <summary>What caused it.</summary>
    public TransactionSourceRef? TransactionSourceRef { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source created it.</summary>
    public DateTimeOffset? SourceCreatedDate { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>Kind of transaction at a payment provider.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommerceTransactionType>))]
public enum CommerceTransactionType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A payment by a customer.</summary>
    Payment,

    /// <summary>Given back to a customer.</summary>
    Refund,

    /// <summary>Paid out to the company's bank.</summary>
    Payout,

    /// <summary>A payout that came back.</summary>
    FailedPayout,

    /// <summary>Moved to the bank account of a seller.</summary>
    Transfer,

    /// <summary>A fee of the provider.</summary>
    PaymentFee,

    /// <summary>A fee given back by the provider.</summary>
    PaymentFeeRefund,
}

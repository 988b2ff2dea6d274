using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A payment that a customer contests (data type <c>commerce-disputes</c>).</summary>
public sealed record CommerceDispute : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>What is contested.</summary>
    public IReadOnlyList<TransactionSourceRef>? DisputedTransactions { get; init; }

    /// <summary>Amount that is contested.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public required string Currency { get; init; }

    /// <summary>How far the dispute is.</summary>
    public CommerceDisputeStatus? Status { get; init; }

    /// <summary>Why it is contested.</summary>
    public string? Reason { get; init; }

    /// <summary>By when the company has to act.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>How far a dispute is.</summary>
[JsonConverter(typeof(StandardEnumConverter<CommerceDisputeStatus>))]
public enum CommerceDisputeStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Decided for the company.</summary>
    Won,

    /// <summary>Decided for the customer.</summary>
    Lost,

    /// <summary>The company gave in.</summary>
    Accepted,

    /// <summary>Being decided.</summary>
    Processing,

    /// <summary>The company gave the money back.</summary>
    ChargeRefunded,

    /// <summary>The company has to show evidence.</summary>
    EvidenceRequired,

    /// <summary>A first inquiry, for which the company has to show evidence.</summary>
    InquiryEvidenceRequired,

    /// <summary>A first inquiry, being decided.</summary>
    InquiryProcessing,

    /// <summary>A first inquiry that came to nothing.</summary>
    InquiryClosed,

    /// <summary>Somebody else has to act.</summary>
    WaitingThirdParty,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>Money moved between two accounts of the company.</summary>
public sealed record Transfer : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>Customer or supplier that it is about.</summary>
    public ContactRef? ContactRef { get; init; }

    /// <summary>Day of the transfer.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Where the money came from.</summary>
    public TransferAccount? From { get; init; }

    /// <summary>Where the money went.</summary>
    public TransferAccount? To { get; init; }

    /// <summary>Whether it was matched to a bank statement.</summary>
    public TransferStatus? Status { get; init; }

    /// <summary>What the transfer is analysed by.</summary>
    public IReadOnlyList<TrackingCategoryRef>? TrackingCategoryRefs { get; init; }

    /// <summary>Records whose undeposited money it brings to the bank.</summary>
    public IReadOnlyList<RecordRef>? DepositedRecordRefs { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>One side of a transfer.</summary>
public sealed record TransferAccount
{
    /// <summary>The account: a bank account or one in the chart of accounts.</summary>
    public RecordRef? AccountRef { get; init; }

    /// <summary>ISO 4217 code of this side; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>Amount on this side.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Some sources have the status by side; not among the documented fields.</summary>
    public TransferStatus? Status { get; init; }
}

/// <summary>Whether a transfer was matched to a bank statement.</summary>
[JsonConverter(typeof(StandardEnumConverter<TransferStatus>))]
public enum TransferStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Not matched yet.</summary>
    Unreconciled,

    /// <summary>Matched.</summary>
    Reconciled,

    /// <summary>Cancelled.</summary>
    Void,
}

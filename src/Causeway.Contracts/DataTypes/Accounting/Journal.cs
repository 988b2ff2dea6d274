using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A journal: a book that entries are made in. A write body is the same without the id.</summary>
public sealed record Journal : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Code of the journal in the source.</summary>
    public string? JournalCode { get; init; }

    /// <summary>Name of the journal, up to 256 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Kind of journal, in the words of the source.</summary>
    public string? Type { get; init; }

    /// <summary>Key of the journal above; null at the top.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether there are journals below.</summary>
    public bool? HasChildren { get; init; }

    /// <summary>When it was created in the source.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Whether it is in use.</summary>
    public JournalStatus? Status { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>Whether a journal is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<JournalStatus>))]
public enum JournalStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

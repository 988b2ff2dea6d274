using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>
/// A category that lines are analysed by, as it is stored and listed: flat, with the key of its parent.
/// </summary>
public sealed record TrackingCategory : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the category.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is in use.</summary>
    public TrackingCategoryStatus? Status { get; init; }

    /// <summary>Key of the category above; null at the top.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether there are categories below.</summary>
    public bool? HasChildren { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>Whether a tracking category is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<TrackingCategoryStatus>))]
public enum TrackingCategoryStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

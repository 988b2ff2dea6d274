using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A category of products (data type <c>commerce-productCategories</c>).</summary>
public sealed record CommerceProductCategory : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the category.</summary>
    public string? Name { get; init; }

    /// <summary>The categories above, the nearest last.</summary>
    public IReadOnlyList<CommerceRecordRef>? AncestorRefs { get; init; }

    /// <summary>Whether there are categories below.</summary>
    public bool? HasChildren { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A place where the company sells or keeps stock (data type <c>commerce-locations</c>).</summary>
public sealed record CommerceLocation : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the location.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is.</summary>
    public CommerceAddress? Address { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

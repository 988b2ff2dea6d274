using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>A tax that is put on sales (data type <c>commerce-taxComponents</c>).</summary>
public sealed record CommerceTaxComponent : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the tax.</summary>
    public required string Name { get; init; }

    /// <summary>Rate as a fraction, 0 to 1.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Whether it is reckoned on top of other taxes.</summary>
    public bool? IsCompound { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

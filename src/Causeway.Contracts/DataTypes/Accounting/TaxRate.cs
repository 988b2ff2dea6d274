using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A tax rate that lines can carry; rates are in percent.</summary>
public sealed record TaxRate : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the tax rate.</summary>
    public string? Name { get; init; }

    /// <summary>Code of the tax rate in the source.</summary>
    public string? Code { get; init; }

    /// <summary>Whether it is in use.</summary>
    public TaxRateStatus? Status { get; init; }

    /// <summary>The rate in percent, with compound parts worked in.</summary>
    public decimal? EffectiveTaxRate { get; init; }

    /// <summary>Plain sum of the parts, in percent.</summary>
    public decimal? TotalTaxRate { get; init; }

    /// <summary>Parts of the tax rate.</summary>
    public IReadOnlyList<TaxRateComponent>? Components { get; init; }

    /// <summary>Where writes may refer to this record; null when the source sets no limits.</summary>
    public IReadOnlyList<ValidDataTypeLink>? ValidDatatypeLinks { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>A part of a tax rate.</summary>
public sealed record TaxRateComponent
{
    /// <summary>Name of the part.</summary>
    public string? Name { get; init; }

    /// <summary>Rate of the part in percent.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Whether it is reckoned on top of the other parts.</summary>
    public required bool IsCompound { get; init; }
}

/// <summary>Whether a tax rate is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<TaxRateStatus>))]
public enum TaxRateStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

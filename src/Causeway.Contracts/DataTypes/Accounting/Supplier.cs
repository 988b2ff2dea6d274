using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A supplier: somebody whom the company buys from.</summary>
public sealed record Supplier : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the supplier.</summary>
    public string? SupplierName { get; init; }

    /// <summary>Person to turn to.</summary>
    public string? ContactName { get; init; }

    /// <summary>Where to send e-mail.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>A telephone number as plain text.</summary>
    public string? Phone { get; init; }

    /// <summary>Postal addresses, typed.</summary>
    public IReadOnlyList<Address>? Addresses { get; init; }

    /// <summary>Number in the official register of companies.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>Number under which it is registered for tax.</summary>
    public string? TaxNumber { get; init; }

    /// <summary>Whether the supplier is in use.</summary>
    public required SupplierStatus Status { get; init; }

    /// <summary>ISO 4217 code of the currency usually traded in.</summary>
    public string? DefaultCurrency { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>Whether a supplier is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<SupplierStatus>))]
public enum SupplierStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,
}

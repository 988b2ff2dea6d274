using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>Somebody who buys through a commerce system (data type <c>commerce-customers</c>).</summary>
public sealed record CommerceCustomer : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Where to send e-mail.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>A telephone number as plain text.</summary>
    public string? Phone { get; init; }

    /// <summary>ISO 4217 code of the currency usually traded in.</summary>
    public string? DefaultCurrency { get; init; }

    /// <summary>Postal addresses, typed.</summary>
    public IReadOnlyList<CommerceAddress>? Addresses { get; init; }

    /// <summary>Free text kept with the record.</summary>
    public string? Note { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

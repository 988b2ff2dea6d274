using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Commerce;

/// <summary>
/// What a commerce system says about the company that sells there (data type <c>commerce-companyInfo</c>).
/// </summary>
public sealed record CommerceCompanyInfo : IStandardRecord
{
    /// <summary>Name under which the company trades.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Key of the company in the commerce system.</summary>
    public string? CommercePlatformRef { get; init; }

    /// <summary>Name under which the company is registered.</summary>
    public string? CompanyLegalName { get; init; }

    /// <summary>Postal addresses, typed.</summary>
    public IReadOnlyList<CommerceAddress>? Addresses { get; init; }

    /// <summary>Telephone numbers, typed.</summary>
    public IReadOnlyList<PhoneNumber>? PhoneNumbers { get; init; }

    /// <summary>Addresses on the web, typed.</summary>
    public IReadOnlyList<WebLink>? WebLinks { get; init; }

    /// <summary>Number in the official register of companies.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>ISO 4217 code of the currency that the company sells in.</summary>
    public string? BaseCurrency { get; init; }

    /// <summary>Money that the commerce system holds for the company.</summary>
    public IReadOnlyList<CommerceAccountBalance>? AccountBalances { get; init; }

    /// <summary>Addresses of pages in the source, by name.</summary>
    public IReadOnlyDictionary<string, string>? SourceUrls { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => "company";
}

/// <summary>Money that a commerce system holds for the company, in one currency.</summary>
public sealed record CommerceAccountBalance
{
    /// <summary>What can be paid out.</summary>
    public decimal? Available { get; init; }

    /// <summary>What cannot be paid out yet.</summary>
    public decimal? Pending { get; init; }

    /// <summary>What is kept back.</summary>
    public decimal? Reserved { get; init; }

    /// <summary>ISO 4217 code of the amounts; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }
}

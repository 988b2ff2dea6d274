using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>What the books say about the company that keeps them (data type <c>company</c>).</summary>
public sealed record CompanyInfo : IStandardRecord
{
    /// <summary>Name under which the company trades.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Key of the company in the accounting system.</summary>
    public string? AccountingPlatformRef { get; init; }

    /// <summary>Name under which the company is registered.</summary>
    public string? CompanyLegalName { get; init; }

    /// <summary>Postal addresses, typed.</summary>
    public IReadOnlyList<Address>? Addresses { get; init; }

    /// <summary>Telephone numbers, typed.</summary>
    public IReadOnlyList<PhoneNumber>? PhoneNumbers { get; init; }

    /// <summary>Addresses on the web, typed.</summary>
    public IReadOnlyList<WebLink>? WebLinks { get; init; }

    /// <summary>Nothing can be booked on or before this day.</summary>
    public DateTimeOffset? LedgerLockDate { get; init; }

    /// <summary>Number in the official register of companies.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>Number under which it is registered for tax.</summary>
    public string? TaxNumber { get; init; }

    /// <summary>Day on which the financial year begins.</summary>
    public DateTimeOffset? FinancialYearStartDate { get; init; }

    /// <summary>ISO 4217 code of the currency in which the books are kept.</summary>
    public string? BaseCurrency { get; init; }

    /// <summary>Addresses of pages in the source, by name.</summary>
    public IReadOnlyDictionary<string, string>? SourceUrls { get; init; }

    /// <summary>When the source says that it was created.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => "company";

    DateTimeOffset? IStandardRecord.SourceModifiedDate => null;
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>
/// An account in the chart of accounts (data type <c>chartOfAccounts</c>); a write body is the same without the id.
/// </summary>
public sealed record Account : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Code in the ledger; sources do not promise that it is unique.</summary>
    public string? NominalCode { get; init; }

    /// <summary>Name of the account.</summary>
    public string? Name { get; init; }

    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>Place in the source's layout of the books, dotted, such as <c>Liability.Current</c>.</summary>
    public string? FullyQualifiedCategory { get; init; }

    /// <summary>Name with those of its parents; null outside the known layout.</summary>
    public string? FullyQualifiedName { get; init; }

    /// <summary>ISO 4217 code of the balance; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>Balance now: for assets and expenses a debit is above zero, for all others a credit.</summary>
    public decimal? CurrentBalance { get; init; }

    /// <summary>Class of the account.</summary>
    public AccountType? Type { get; init; }

    /// <summary>Whether it is in use.</summary>
    public AccountStatus? Status { get; init; }

    /// <summary>Whether it stands for a bank account or cash.</summary>
    public bool? IsBankAccount { get; init; }

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

/// <summary>Class of an account.</summary>
[JsonConverter(typeof(StandardEnumConverter<AccountType>))]
public enum AccountType
{
    /// <summary>Outside the known layout of the books.</summary>
    Unknown,

    /// <summary>What is owned.</summary>
    Asset,

    /// <summary>What is spent.</summary>
    Expense,

    /// <summary>What is earned.</summary>
    Income,

    /// <summary>What is owed.</summary>
    Liability,

    /// <summary>What belongs to the owners.</summary>
    Equity,
}

/// <summary>Whether an account is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<AccountStatus>))]
public enum AccountStatus
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>In use.</summary>
    Active,

    /// <summary>No longer in use.</summary>
    Archived,

    /// <summary>Not in use yet.</summary>
    Pending,
}

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>A bank account in the books.</summary>
public sealed record BankAccount : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the account.</summary>
    public string? AccountName { get; init; }

    /// <summary>Tells what signs mean here.</summary>
    public BankAccountType? AccountType { get; init; }

    /// <summary>Code in the ledger.</summary>
    public string? NominalCode { get; init; }

    /// <summary>Code of the bank's branch, where such codes are used.</summary>
    public string? SortCode { get; init; }

    /// <summary>Number of the account at the bank.</summary>
    public string? AccountNumber { get; init; }

    /// <summary>The IBAN, where there is one.</summary>
    public string? IBan { get; init; }

    /// <summary>ISO 4217 code of the account; <c>XXX</c> when the source gives none.</summary>
    public string? Currency { get; init; }

    /// <summary>Balance now; see <see cref="AccountType"/> for its sign.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Name of the bank.</summary>
    public string? Institution { get; init; }

    /// <summary>What can be spent, with overdraft and pending transactions.</summary>
    public decimal? AvailableBalance { get; init; }

    /// <summary>How far the account may be overdrawn; never below zero.</summary>
    public decimal? OverdraftLimit { get; init; }

    /// <summary>Whether it is in use.</summary>
    public BankAccountStatus? Status { get; init; }

    /// <summary>Extra properties that the client asked to be carried along.</summary>
    public SupplementalData? SupplementalData { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>What signs mean on a bank account.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankAccountType>))]
public enum BankAccountType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A balance above zero is owed, and a transaction above zero makes it less.</summary>
    Credit,

    /// <summary>A balance above zero is owned, and a transaction above zero makes it more.</summary>
    Debit,
}

/// <summary>Whether a bank account is in use.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankAccountStatus>))]
public enum BankAccountStatus
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

using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Banking;

/// <summary>A bank account as the bank shows it (data type <c>banking-accounts</c>).</summary>
public sealed record BankingAccount : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Name that the bank gives the account.</summary>
    public required string Name { get; init; }

    /// <summary>Name that its holder gives the account.</summary>
    public string? InformalName { get; init; }

    /// <summary>Who holds the account.</summary>
    public string? Holder { get; init; }

    /// <summary>Tells what signs mean here.</summary>
    public required BankingAccountType Type { get; init; }

    /// <summary>How much is on the account.</summary>
    public required BankingBalance Balance { get; init; }

    /// <summary>Numbers that the account is known by.</summary>
    public required BankingAccountIdentifiers Identifiers { get; init; }

    /// <summary>ISO 4217 code of the account.</summary>
    public required string Currency { get; init; }

    /// <summary>The bank.</summary>
    public required BankingInstitution Institution { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>Numbers that a bank account is known by.</summary>
public sealed record BankingAccountIdentifiers
{
    /// <summary>Broad kind of account.</summary>
    public required BankingIdentifierType Type { get; init; }

    /// <summary>Finer kind of account, in the words of the source.</summary>
    public string? Subtype { get; init; }

    /// <summary>Number of the account.</summary>
    public string? Number { get; init; }

    /// <summary>Code of the bank or branch: sort code, routing number, BSB.</summary>
    public string? BankCode { get; init; }

    /// <summary>The IBAN, where there is one.</summary>
    public string? Iban { get; init; }

    /// <summary>The BIC (SWIFT code) of the bank.</summary>
    public string? Bic { get; init; }

    /// <summary>Last digits of the number, where the rest is hidden.</summary>
    public string? MaskedAccountNumber { get; init; }
}

/// <summary>A bank.</summary>
public sealed record BankingInstitution
{
    /// <summary>Key of the bank in the source.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the bank.</summary>
    public string? Name { get; init; }
}

/// <summary>What signs mean on a bank account.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankingAccountType>))]
public enum BankingAccountType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A balance above zero is owed, and a transaction above zero makes it less.</summary>
    Credit,

    /// <summary>A balance above zero is owned, and a transaction above zero makes it more.</summary>
    Debit,
}

/// <summary>Broad kind of a bank account.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankingIdentifierType>))]
public enum BankingIdentifierType
{
    /// <summary>An account of no particular kind.</summary>
    Account,

    /// <summary>A card.</summary>
    Card,

    /// <summary>A credit card or credit line.</summary>
    Credit,

    /// <summary>An account for deposits.</summary>
    Depository,

    /// <summary>An account for investments.</summary>
    Investment,

    /// <summary>A loan.</summary>
    Loan,

    /// <summary>Anything else.</summary>
    Other,
}

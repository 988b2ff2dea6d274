using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Banking;

/// <summary>A transaction on a bank account as the bank shows it (data type <c>banking-transactions</c>).</summary>
public sealed record BankingTransaction : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public required string Id { get; init; }

    /// <summary>Key of the bank account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Text that the bank gives the transaction.</summary>
    public string? Description { get; init; }

    /// <summary>Amount; see <see cref="BankingAccountType"/> for its sign.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of the amount.</summary>
    public required string Currency { get; init; }

    /// <summary>When it cleared.</summary>
    public DateTimeOffset? PostedDate { get; init; }

    /// <summary>When it was authorized.</summary>
    public DateTimeOffset? AuthorizedDate { get; init; }

    /// <summary>Kind of transaction.</summary>
    public BankingTransactionCode? Code { get; init; }

    /// <summary>The merchant, as the bank knows it.</summary>
    public string? MerchantName { get; init; }

    /// <summary>What the money was for.</summary>
    public BankingTransactionCategoryRef? TransactionCategoryRef { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id;
}

/// <summary>Points at a category of bank transactions.</summary>
public sealed record BankingTransactionCategoryRef
{
    /// <summary>Key of the category.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the category.</summary>
    public string? Name { get; init; }
}

/// <summary>Kind of a transaction on a bank account.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankingTransactionCode>))]
public enum BankingTransactionCode
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>A fee of the bank.</summary>
    Fee,

    /// <summary>A payment.</summary>
    Payment,

    /// <summary>Cash in or out.</summary>
    Cash,

    /// <summary>A transfer between accounts.</summary>
    Transfer,

    /// <summary>Interest earned or owed.</summary>
    Interest,

    /// <summary>Cash given back on purchases.</summary>
    Cashback,

    /// <summary>A cheque.</summary>
    Cheque,

    /// <summary>Collected by the payee.</summary>
    DirectDebit,

    /// <summary>A purchase by card.</summary>
    Purchase,

    /// <summary>A payment that repeats itself.</summary>
    StandingOrder,

    /// <summary>A correction by the bank.</summary>
    Adjustment,

    /// <summary>Money in.</summary>
    Credit,

    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The source has no such codes.</summary>
    NotSupported,
}

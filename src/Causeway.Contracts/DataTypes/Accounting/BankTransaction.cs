using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>
/// A line of a bank statement in the books. A write has <see cref="Date"/> in place of <see cref="ClearedOnDate"/>.
/// </summary>
public sealed record BankTransaction : IStandardRecord
{
    /// <summary>Key of the record, unique within the company for its data type.</summary>
    public string? Id { get; init; }

    /// <summary>Key of the bank account.</summary>
    public string? AccountId { get; init; }

    /// <summary>Day on which the bank cleared it.</summary>
    public DateTimeOffset? ClearedOnDate { get; init; }

    /// <summary>In writes alone: day on which the bank cleared it.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Free text that describes it.</summary>
    public string? Description { get; init; }

    /// <summary>The other party; not among the documented fields of reads, but some sources have it.</summary>
    public string? Counterparty { get; init; }

    /// <summary>In writes alone: reference of the transaction.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether it was matched to the ledger.</summary>
    public bool? Reconciled { get; init; }

    /// <summary>Amount; see <see cref="BankAccountType"/> for its sign. In writes above zero is money in.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Balance of the account after it.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Kind of transaction.</summary>
    public BankTransactionType? TransactionType { get; init; }

    /// <summary>When the source last changed the record; null when it does not tell.</summary>
    public DateTimeOffset? SourceModifiedDate { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string RecordKey => Id ?? string.Empty;
}

/// <summary>Kind of a line of a bank statement.</summary>
[JsonConverter(typeof(StandardEnumConverter<BankTransactionType>))]
public enum BankTransactionType
{
    /// <summary>The source does not tell.</summary>
    Unknown,

    /// <summary>Money in.</summary>
    Credit,

    /// <summary>Money out.</summary>
    Debit,

    /// <summary>Interest.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The published name.")]
    Int,

    /// <summary>Dividend.</summary>
    Div,

    /// <summary>A fee.</summary>
    Fee,

    /// <summary>A charge for service.</summary>
    SerChg,

    /// <summary>A deposit.</summary>
    Dep,

    /// <summary>At a cash machine.</summary>
    Atm,

    /// <summary>At a till.</summary>
    Pos,

    /// <summary>A transfer.</summary>
    Xfer,

    /// <summary>A cheque.</summary>
    Check,

    /// <summary>An electronic payment.</summary>
    Payment,

    /// <summary>Cash over the counter.</summary>
    Cash,

    /// <summary>A deposit made by the payer's bank.</summary>
    DirectDep,

    /// <summary>Collected by the payee.</summary>
    DirectDebit,

    /// <summary>A standing order.</summary>
    RepeatPmt,

    /// <summary>Anything else.</summary>
    Other,
}

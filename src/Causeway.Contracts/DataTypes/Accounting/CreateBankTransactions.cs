namespace Causeway.Contracts.DataTypes.Accounting;

/// <summary>What is sent to write bank transactions: all of one account.</summary>
public sealed record CreateBankTransactions
{
    /// <summary>Key of the bank account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The transactions, oldest first.</summary>
    public required IReadOnlyList<BankTransaction> Transactions { get; init; }
}

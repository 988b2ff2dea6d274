using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Lines of all bank accounts.</summary>
internal sealed class SandboxBankTransactions(FirmSource source)
    : Reader<SandboxBankLine, BankTransaction>(SandboxJson.Default.SandboxBankLine)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new BankRows(books).Feed, ct);

    public override BankTransaction Map(SandboxBankLine source) =>
        new()
        {
            Id = source.Id,
            AccountId = source.Account,
            ClearedOnDate = Parts.ToDate(source.On),
            Description = source.Text,
            Counterparty = source.Who,
            Reference = source.Reference,
            Reconciled = source.Reconciled,
            Amount = Business.Money.ToDecimal(source.Amount),
            Balance = Business.Money.ToDecimal(source.Balance),
            TransactionType = source.Kind switch
            {
                "credit" => BankTransactionType.Credit,
                "debit" => BankTransactionType.Debit,
                "fee" => BankTransactionType.Fee,
                "interest" => BankTransactionType.Int,
                "transfer" => BankTransactionType.Xfer,
                "till" => BankTransactionType.Pos,
                "standing" => BankTransactionType.RepeatPmt,
                "deposit" => BankTransactionType.Dep,
                "payment" => BankTransactionType.Payment,
                _ => BankTransactionType.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}

/// <summary>A line of a bank account as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxBankLine : ISandboxRow
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required DateOnly On { get; init; }

    public required string Text { get; init; }

    public string? Who { get; init; }

    public string? Reference { get; init; }

    /// <summary>credit, debit, fee, interest, transfer, till, standing, deposit or payment.</summary>
    public required string Kind { get; init; }

    /// <summary>Positive when money comes in.</summary>
    public required long Amount { get; init; }

    /// <summary>What the account holds after it; of a card, what is owed.</summary>
    public required long Balance { get; init; }

    public bool Reconciled { get; init; }

    public required long Changed { get; init; }
}

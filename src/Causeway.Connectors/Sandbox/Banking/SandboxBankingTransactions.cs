using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Banking;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>Lines of all bank accounts.</summary>
internal sealed class SandboxBankingTransactions(FirmSource source)
    : Reader<SandboxStatementLine, BankingTransaction>(SandboxJson.Default.SandboxStatementLine)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new StatementRows(books).Feed, ct);

    public override BankingTransaction Map(SandboxStatementLine source) =>
        new()
        {
            Id = source.Id,
            AccountId = source.Account,
            Description = source.Text,
            Amount = Money.ToDecimal(source.Amount),
            Currency = source.Currency,
            PostedDate = source.Posted is { } posted ? Parts.ToInstant(posted) : null,
            AuthorizedDate = Parts.ToInstant(source.Authorized),
            Code = source.Kind switch
            {
                "credit" => BankingTransactionCode.Credit,
                "payment" => BankingTransactionCode.Payment,
                "fee" => BankingTransactionCode.Fee,
                "interest" => BankingTransactionCode.Interest,
                "transfer" => BankingTransactionCode.Transfer,
                "till" => BankingTransactionCode.Purchase,
                "standing" => BankingTransactionCode.StandingOrder,
                "debit" => BankingTransactionCode.DirectDebit,
                _ => BankingTransactionCode.Unknown,
            },
            MerchantName = source.Merchant,
            TransactionCategoryRef = new BankingTransactionCategoryRef
            {
                Id = source.Category.Id,
                Name = source.Category.Name,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}

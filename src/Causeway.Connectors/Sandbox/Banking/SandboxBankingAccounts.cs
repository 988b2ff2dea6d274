using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Banking;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>The bank accounts and the company card.</summary>
internal sealed class SandboxBankingAccounts(FirmSource source)
    : Reader<SandboxStatement, BankingAccount>(SandboxJson.Default.SandboxStatement)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => Statements.FeedOf(books, "accounts"), ct);

    public override BankingAccount Map(SandboxStatement source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            InformalName = source.Nickname,
            Holder = source.Holder,
            Type = source.Kind switch
            {
                "current" or "savings" or "abroad" => BankingAccountType.Debit,
                "card" => BankingAccountType.Credit,
                _ => BankingAccountType.Unknown,
            },
            Balance = BalanceOf(source),
            Identifiers = new BankingAccountIdentifiers
            {
                Type = source.Kind switch
                {
                    "card" => BankingIdentifierType.Credit,
                    "current" or "savings" or "abroad" => BankingIdentifierType.Depository,
                    _ => BankingIdentifierType.Other,
                },
                Subtype = source.Kind,
                Number = source.Number,
                BankCode = source.BankCode,
                Iban = source.Iban,
                Bic = source.Bic,
                MaskedAccountNumber = source.Masked,
            },
            Currency = source.Currency,
            Institution = new BankingInstitution { Id = "bank-of-the-sands", Name = source.Bank },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    /// <summary>What is on an account.</summary>
    public static BankingBalance BalanceOf(SandboxStatement source) =>
        new()
        {
            Available = Money.ToDecimal(source.Available),
            Current = Money.ToDecimal(source.Balance),
            Limit = source.Limit is { } limit ? Money.ToDecimal(limit) : null,
        };
}

/// <summary>What is on each account, when it last changed.</summary>
internal sealed class SandboxBankingBalances(FirmSource source)
    : Reader<SandboxStatement, BankingAccountBalance>(SandboxJson.Default.SandboxStatement)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => Statements.FeedOf(books, "balances"), ct);

    public override BankingAccountBalance Map(SandboxStatement source) =>
        new()
        {
            AccountId = source.Id,
            Balance = SandboxBankingAccounts.BalanceOf(source),
            Date = Parts.ToInstant(source.Changed),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}

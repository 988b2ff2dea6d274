using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The bank accounts and the company card, with balances that follow from their lines.</summary>
internal sealed class SandboxBankAccounts(FirmSource source)
    : Reader<SandboxBankAccount, BankAccount>(SandboxJson.Default.SandboxBankAccount)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override BankAccount Map(SandboxBankAccount source) =>
        new()
        {
            Id = source.Id,
            AccountName = source.Name,
            AccountType = source.Kind switch
            {
                "bank" => BankAccountType.Debit,
                "card" => BankAccountType.Credit,
                _ => BankAccountType.Unknown,
            },
            NominalCode = source.Code,
            SortCode = source.Branch,
            AccountNumber = source.Number,
            Currency = source.Currency,
            Balance = Money.ToDecimal(source.Balance),
            AvailableBalance = Money.ToDecimal(source.Available),
            OverdraftLimit = source.Limit is { } limit ? Money.ToDecimal(limit) : null,
            Institution = source.Bank,
            Status = source.State is "active" ? BankAccountStatus.Active : BankAccountStatus.Unknown,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxBankAccount> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxBankAccount, (_, _) => [new Batch<SandboxBankAccount>(Rows(books), 1)])
        {
            Count = () => Rows(books).Count,
            IsDated = false,
        };

    /// <summary>The bank accounts with their balances.</summary>
    public static List<SandboxBankAccount> Rows(Books books)
    {
        var balances = books.Balances();
        return [.. Chart.Cards.Where(c => c.IsBank).Select(c => Row(books, c, balances.Of(c.Account)))];
    }

    private static SandboxBankAccount Row(Books books, AccountCard card, long sum)
    {
        var isCard = card.Account is Nominal.Card;
        var balance = isCard ? -sum : sum;
        var limit = card.Account switch
        {
            Nominal.Card => 1_000_000L,
            Nominal.Current => 500_000L,
            _ => 0L,
        };
        var dice = new Dice(books.Firm.Seed, Subject.Bank, (long)card.Account << 40);
        return new SandboxBankAccount
        {
            Id = card.Id,
            Code = card.Code,
            Name = card.Name,
            Kind = isCard ? "card" : "bank",
            Bank = "Bank of the Sands",
            Branch = books.Set.Land.Country is "GB" && !isCard ? "00-00-00" : null,
            Number = dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
            Currency = books.Set.Land.Currency,
            Balance = balance,
            Available = isCard ? limit - balance : balance + limit,
            Limit = limit is 0 ? null : limit,
            State = "active",
            Changed = Parts.LastChange(books),
        };
    }
}

/// <summary>A bank account as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxBankAccount : ISandboxRow
{
    public required string Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>bank or card.</summary>
    public required string Kind { get; init; }

    public required string Bank { get; init; }

    public string? Branch { get; init; }

    public required string Number { get; init; }

    public required string Currency { get; init; }

    /// <summary>What it holds; of a card, what is owed.</summary>
    public required long Balance { get; init; }

    public required long Available { get; init; }

    public long? Limit { get; init; }

    public required string State { get; init; }

    public required long Changed { get; init; }
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using AccountModel = Causeway.Contracts.DataTypes.Accounting.Account;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The chart of accounts, with balances that are the sums of the journal's lines.</summary>
internal sealed class SandboxAccounts(FirmSource source)
    : Reader<SandboxAccount, AccountModel>(SandboxJson.Default.SandboxAccount)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override AccountModel Map(SandboxAccount source) =>
        new()
        {
            Id = source.Id,
            NominalCode = source.Code,
            Name = source.Name,
            Description = source.Text,
            FullyQualifiedCategory = $"{TypeOf(source.Kind)}.{source.Group}",
            FullyQualifiedName = $"{TypeOf(source.Kind)}.{source.Group}.{source.Name}",
            Currency = source.Currency,
            // The source has debits positive; the standard model has an account positive on the side on which it grows.
            CurrentBalance = Money.ToDecimal(source.Kind is "asset" or "expense" ? source.Debit : -source.Debit),
            Type = TypeOf(source.Kind),
            Status = source.State is "active" ? AccountStatus.Active : AccountStatus.Archived,
            IsBankAccount = source.Bank,
            ValidDatatypeLinks = LinksOf(source),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static AccountType TypeOf(string kind) =>
        kind switch
        {
            "asset" => AccountType.Asset,
            "liability" => AccountType.Liability,
            "equity" => AccountType.Equity,
            "income" => AccountType.Income,
            "expense" => AccountType.Expense,
            _ => AccountType.Unknown,
        };

    private static IReadOnlyList<ValidDataTypeLink> LinksOf(SandboxAccount account) =>
        account.Kind switch
        {
            "income" => [Link("Invoice.LineItems.AccountRef.Id", "CreditNote.LineItems.AccountRef.Id")],
            "expense" => [Link("Bill.LineItems.AccountRef.Id", "BillCreditNote.LineItems.AccountRef.Id")],
            _ when account.Bank => [Link("Payment.AccountRef.Id", "BillPayment.AccountRef.Id")],
            _ => [],
        };

    private static ValidDataTypeLink Link(params string[] links) => new() { Property = "Id", Links = links };

    private static Feed<SandboxAccount> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxAccount, (_, _) => [new Batch<SandboxAccount>(Rows(books), 1)])
        {
            Count = () => Chart.Cards.Length + books.Written.Accounts.Count,
            IsDated = false,
        };

    private static List<SandboxAccount> Rows(Books books)
    {
        var balances = books.Balances();
        var changed = Parts.LastChange(books);
        var own = Chart.Cards.Select(card => new SandboxAccount
        {
            Id = card.Id,
            Code = card.Code,
            Name = card.Name,
            Kind = card.Kind.ToString().ToLowerInvariant(),
            Group = card.Group,
            Bank = card.IsBank,
            Currency = books.Set.Land.Currency,
            State = "active",
            Debit = balances.Of(card.Account),
            Changed = changed,
        });
        var written = books.Written.Accounts.Values.Select(w => w.Row with { Debit = balances.Of(w.Row.Id) });
        return [.. own, .. written];
    }
}

/// <summary>An account as the made-up firm keeps it.</summary>
internal sealed record SandboxAccount : ISandboxRow
{
    public required string Id { get; init; }

    public string? Code { get; init; }

    public required string Name { get; init; }

    public string? Text { get; init; }

    /// <summary>asset, liability, equity, income or expense.</summary>
    public required string Kind { get; init; }

    public required string Group { get; init; }

    public bool Bank { get; init; }

    public required string Currency { get; init; }

    public required string State { get; init; }

    /// <summary>The balance in pence, debits less credits.</summary>
    public required long Debit { get; init; }

    /// <summary>The marker of the write that made it.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>The chart of accounts with balances: those of posted entries, over all fiscal years that Tryton carries forward.</summary>
internal sealed class TrytonAccounts(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonAccount, Account>(TrytonJson.Default.TrytonAccount)
{
    private readonly TrytonReading reading = new(tryton, time);
    private readonly TrytonBank bank = new(tryton);

    // A balance changes without its account being written, so every read brings all.
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var search = await SearchAsync(tryton, bank, ct);
        await foreach (var page in reading.ReadAllAsync(search, window, ct))
        {
            yield return page;
        }
    }

    public override Account Map(TrytonAccount source) =>
        new()
        {
            Id = source.Key,
            NominalCode = source.Code,
            Name = source.Name,
            Description = Writing.TrytonMarker.Remove(source.Note),
            FullyQualifiedCategory = source.Type?.Category,
            FullyQualifiedName = source.Class is AccountType.Unknown ? null : source.FullName,
            Currency = source.Company?.Currency?.Code,
            // What is owned or spent grows on the debit side, all else on the credit side.
            CurrentBalance = source.Class is AccountType.Income or AccountType.Liability or AccountType.Equity
                ? -source.Balance
                : source.Balance,
            Type = source.Class,
            Status = source.IsArchived ? AccountStatus.Archived : AccountStatus.Active,
            IsBankAccount = source.IsBankAccount,
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };

    public static async Task<TrytonSearch> SearchAsync(TrytonClient tryton, TrytonBank bank, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var links = await bank.LinksAsync(ct);
        return new TrytonSearch
        {
            Model = "account.account",
            Domain = [TrytonValue.Where("company", "=", company)],
            Fields = TrytonAccount.Fields,
            Context = new JsonObject { ["posted"] = true, ["cumulate"] = true },
            Join = links.Join,
        };
    }
}

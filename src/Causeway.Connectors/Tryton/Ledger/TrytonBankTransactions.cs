using System.Runtime.CompilerServices;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>What the books say of the bank accounts: the posted lines on them. Tryton keeps no bank statements without further modules.</summary>
internal sealed class TrytonBankTransactions(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonMoveLine, BankTransaction>(TrytonJson.Default.TrytonMoveLine)
{
    private static readonly string[] s_fields =
    [
        .. TrytonPaymentFields.LineWithMove(""),
        "description",
        "reconciliation",
        "write_date",
        "create_date",
        "account.name",
        "account.code",
        "account.second_currency",
        "move.lines.party.name",
        "move.lines.account.name",
        "move.lines.account.type.receivable",
        "move.lines.account.type.payable",
    ];

    private readonly TrytonReading reading = new(tryton, time);
    private readonly TrytonBank bank = new(tryton);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadAsync([await SearchAsync(ct)], window, ct))
        {
            yield return page;
        }
    }

    public override async IAsyncEnumerable<SourceIdPage> FetchIdsAsync(
        string? cursor,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadIdsAsync([await SearchAsync(ct)], cursor, ct))
        {
            yield return page;
        }
    }

    public override BankTransaction Map(TrytonMoveLine source)
    {
        // In the account's currency, which is the company's unless the account has one of its own.
        var amount = source.Account?.SecondCurrencyId is null ? source.Net : source.AmountSecondCurrency ?? source.Net;
        var parties =
            source.Move?.Lines?.Select(l => l.Party).OfType<TrytonNamed>().DistinctBy(p => p.Id).ToList() ?? [];
        return new BankTransaction
        {
            Id = TrytonKey.Of(source.Id),
            AccountId = source.Account is { } account ? TrytonKey.Of(account.Id) : null,
            ClearedOnDate = source.Move?.Date.ToInstant(),
            Description = source.Description ?? TrytonMarker.Remove(source.Move?.Description),
            Counterparty = parties is [var only] ? only.Name : null,
            Reference = source.Move?.Reference,
            Reconciled = source.ReconciliationId is not null,
            Amount = amount,
            TransactionType =
                parties.Count > 0 ? BankTransactionType.Payment
                : amount < 0 ? BankTransactionType.Debit
                : BankTransactionType.Credit,
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
    }

    private async Task<TrytonSearch> SearchAsync(CancellationToken ct) =>
        new()
        {
            Model = "account.move.line",
            Domain =
            [
                TrytonValue.Where("account", "in", TrytonValue.Ids((await bank.LinksAsync(ct)).AccountIds)),
                TrytonValue.Where("move.state", "=", "posted"),
            ],
            Fields = s_fields,
            // Posting writes the entry, not its lines.
            Parts = ["move"],
            AlsoChanged = async (since, token) =>
                [TrytonValue.Where("account", "in", TrytonValue.Ids(await bank.ChangedSinceAsync(since, token)))],
        };
}

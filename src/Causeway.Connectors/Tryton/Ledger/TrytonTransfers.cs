using System.Runtime.CompilerServices;
using System.Text.Json;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>Money moved between two of the company's own accounts: posted entries of two lines, both on bank accounts.</summary>
internal sealed class TrytonTransfers(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonMove, Transfer>(TrytonJson.Default.TrytonMove)
{
    private static readonly string[] s_fields =
    [
        .. TrytonPaymentFields.Move,
        .. TrytonPaymentFields.Line("lines."),
        "lines.account.name",
        "lines.reconciliation",
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

    public override Transfer Map(TrytonMove source)
    {
        var from = source.Lines?.FirstOrDefault(l => l.Net < 0);
        var to = source.Lines?.FirstOrDefault(l => l.Net > 0);
        return new Transfer
        {
            Id = source.Key,
            Description = TrytonMarker.Remove(source.Description),
            Date = source.Date.ToInstant(),
            From = Side(from, source),
            To = Side(to, source),
            Status = Status(from) is TransferStatus.Reconciled ? Status(to) : Status(from),
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
    }

    private static TransferAccount? Side(TrytonMoveLine? line, TrytonMove move) =>
        line is null
            ? null
            : new TransferAccount
            {
                AccountRef = new RecordRef { Id = line.Account?.Named.Key, DataType = "bankAccounts" },
                Currency = line.SecondCurrency?.Code ?? move.Company?.Currency?.Code,
                Amount = line.OwnAmount,
                Status = Status(line),
            };

    private static TransferStatus Status(TrytonMoveLine? line) =>
        line?.ReconciliationId is null ? TransferStatus.Unreconciled : TransferStatus.Reconciled;

    private async Task<TrytonSearch> SearchAsync(CancellationToken ct)
    {
        var accounts = (await bank.LinksAsync(ct)).AccountIds;
        return new TrytonSearch
        {
            Model = "account.move",
            Domain =
            [
                TrytonValue.Where("company", "=", (await tryton.BooksAsync(ct)).Company),
                TrytonValue.Where("state", "=", "posted"),
                TrytonValue.Where("lines.account", "in", TrytonValue.Ids(accounts)),
                // An entry with a line elsewhere is something else.
                TrytonValue.Where(
                    "lines",
                    "not where",
                    new System.Text.Json.Nodes.JsonArray(
                        TrytonValue.Where("account", "not in", TrytonValue.Ids(accounts))
                    )
                ),
            ],
            Fields = s_fields,
            Parts = ["lines"],
            AlsoChanged = async (since, token) =>
                [TrytonValue.Where("lines.account", "in", TrytonValue.Ids(await bank.ChangedSinceAsync(since, token)))],
            Keep = IsTransfer,
        };
    }

    private static bool IsTransfer(JsonElement record) =>
        record.Deserialize(TrytonJson.Default.TrytonMove)?.Lines is [var one, var other]
        && one.Net != 0
        && one.Account?.Id != other.Account?.Id;
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Money moved between the firm's own bank accounts.</summary>
internal sealed class SandboxTransfers(FirmSource source)
    : Reader<SandboxTransfer, Transfer>(SandboxJson.Default.SandboxTransfer)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override Transfer Map(SandboxTransfer source) =>
        new()
        {
            Id = source.Id,
            Description = source.Text,
            Date = Parts.ToDate(source.On),
            From = SideOf(source.From, source),
            To = SideOf(source.To, source),
            Status = TransferStatus.Reconciled,
            TrackingCategoryRefs = [],
            DepositedRecordRefs = [],
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static TransferAccount SideOf(string account, SandboxTransfer transfer) =>
        new()
        {
            AccountRef = new RecordRef { Id = account, DataType = "bankAccounts" },
            Currency = transfer.Currency,
            Amount = Money.ToDecimal(transfer.Amount),
            Status = TransferStatus.Reconciled,
        };

    private static Feed<SandboxTransfer> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxTransfer, (_, position) => Read(books, position))
        {
            Count = () => books.Count(Count.Transfers),
        };

    private static IEnumerable<Batch<SandboxTransfer>> Read(Books books, long position)
    {
        var habits = new List<BookEvent>();
        for (var turn = (int)position; turn < books.Until.Turns; turn++)
        {
            habits.Clear();
            Turns.ListHousekeeping(books.Set, turn, habits);
            var rows = new List<SandboxTransfer>();
            if (habits.Exists(h => h.Kind is EventKind.Saving or EventKind.CardCleared))
            {
                // What is owed on the card is known only when all before it has happened.
                new LedgerWalk(books, turn).Turn(
                    turn,
                    (happened, postings) =>
                        rows.AddRange(
                            happened.Kind is EventKind.Saving or EventKind.CardCleared
                                ? [Row(books, happened, postings)]
                                : []
                        )
                );
            }

            yield return new Batch<SandboxTransfer>(rows, turn + 1);
        }
    }

    private static SandboxTransfer Row(Books books, BookEvent happened, IReadOnlyList<Posting> postings) =>
        new()
        {
            Id = happened.Key,
            Text = EntryRows.TextOf(happened.Kind),
            On = books.DayOf(happened.Turn),
            From = Chart.Of(postings[1].Account).Id,
            To = Chart.Of(postings[0].Account).Id,
            Amount = postings[0].Amount,
            Currency = books.Set.Land.Currency,
            Changed = books.ChangedIn(happened.Turn),
        };
}

/// <summary>A transfer as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxTransfer : ISandboxRow
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public required DateOnly On { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required long Changed { get; init; }
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The books in which journal entries are kept.</summary>
internal sealed class SandboxJournals(FirmSource source)
    : Reader<SandboxJournal, Journal>(SandboxJson.Default.SandboxJournal)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override Journal Map(SandboxJournal source) =>
        new()
        {
            Id = source.Id,
            JournalCode = source.Code,
            Name = source.Name,
            Type = source.Kind,
            HasChildren = false,
            CreatedOn = Parts.ToInstant(source.Changed),
            Status = source.State is "active" ? JournalStatus.Active : JournalStatus.Unknown,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxJournal> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxJournal, (_, _) => [new Batch<SandboxJournal>(Rows(books), 1)])
        {
            Count = () => JournalBook.All.Length,
            IsDated = false,
        };

    private static List<SandboxJournal> Rows(Books books) =>
        [
            .. JournalBook.All.Select(j => new SandboxJournal
            {
                Id = j.Id,
                Code = j.Code,
                Name = j.Name,
                Kind = j.Kind,
                State = "active",
                Changed = books.Clock.Founded.ToUnixTimeMilliseconds(),
            }),
        ];
}

/// <summary>A journal as the made-up firm keeps it.</summary>
internal sealed record SandboxJournal : ISandboxRow
{
    public required string Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string State { get; init; }

    public required long Changed { get; init; }
}

/// <summary>Which journal an entry is kept in.</summary>
internal sealed record JournalBook(string Id, string Code, string Name, string Kind)
{
    public static readonly JournalBook Sales = new("journal-sales", "S", "Sales", "sales");
    public static readonly JournalBook Purchases = new("journal-purchases", "P", "Purchases", "purchases");
    public static readonly JournalBook Bank = new("journal-bank", "B", "Bank", "bank");
    public static readonly JournalBook General = new("journal-general", "G", "General", "general");
    public static readonly JournalBook[] All = [Sales, Purchases, Bank, General];

    public static JournalBook Of(EventKind kind) =>
        kind switch
        {
            EventKind.Sale or EventKind.SaleWithdrawn or EventKind.Credit => Sales,
            EventKind.Purchase or EventKind.PurchaseDropped or EventKind.PurchaseCredit => Purchases,
            EventKind.Opening
            or EventKind.Depreciation
            or EventKind.Accrual
            or EventKind.AccrualDropped
            or EventKind.CardPurchase => General,
            _ => Bank,
        };
}

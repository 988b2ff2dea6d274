using System.Globalization;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Causeway.Server.Sync;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Activity;

/// <summary>Reads what the pages of syncs show.</summary>
public sealed class ReadSyncs(CausewayDb db, ActivityNames names)
{
    public const int PageSize = 25;

    private const int MostActive = 100;
    private const int MostSetAside = 50;

    /// <summary>What is under way now, whichever the company; the longest first.</summary>
    public async Task<Outcome<SyncList>> ActiveAsync(CancellationToken ct)
    {
        var active = await db.Set<Dataset>()
            .AsNoTracking()
            .Where(d => d.Ended == null)
            .OrderBy(d => d.Requested)
            .Take(MostActive)
            .ToListAsync(ct);
        return new SyncList(null, await WithNamesAsync(active, ct), active.Count, 1);
    }

    /// <summary>The newest that ended, whichever the company.</summary>
    /// <param name="onlyFailed">Only those that failed.</param>
    /// <param name="before">Where the page before ended.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Outcome<SyncList>> EndedAsync(bool onlyFailed, SyncsBefore? before, CancellationToken ct)
    {
        IQueryable<Dataset> ended = onlyFailed
            // As the index says it, or the database would not find the few in it.
            ? db.Set<Dataset>().FromSqlRaw($"SELECT * FROM datasets WHERE {DatasetTable.HasFailed}")
            : db.Set<Dataset>();
        ended = before is null ? ended.Where(d => d.Ended != null) : ended.Where(d => d.Ended <= before.Ended);
        var found = await ended
            .AsNoTracking()
            .OrderByDescending(d => d.Ended)
            .ThenByDescending(d => d.Id)
            .Skip(before?.Shown ?? 0)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var shown = found.Take(PageSize).ToList();
        return new SyncList(null, await WithNamesAsync(shown, ct), shown.Count, 1)
        {
            Older = found.Count > PageSize ? SyncsBefore.After(shown, before) : null,
        };
    }

    /// <summary>A page of a company's history, the newest first.</summary>
    public async Task<Outcome<SyncList>> HistoryAsync(CompanyId company, SyncsAsked asked, CancellationToken ct)
    {
        var list = ListRequest.Parse(
            new ListParameters(asked.Page, PageSize.ToString(CultureInfo.InvariantCulture), asked.Query, null),
            ListPullOperations.Schema
        );
        if (list.Refusal is { } wrong)
        {
            return wrong;
        }

        var found = await ListPullOperations.ReadAsync(db, company, list.Value, ct);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var name = await db.Set<Company>().Where(c => c.Id == company).Select(c => c.Name).SingleAsync(ct);
        var rows = await WithNamesAsync(found.Value.Results, ct);
        return new SyncList(name, rows, found.Value.Total, list.Value.Page.Number);
    }

    /// <summary>One dataset, with what was noted about it.</summary>
    public async Task<Outcome<SyncModel>> FindAsync(CompanyId company, DatasetId id, CancellationToken ct)
    {
        var dataset = await db.Set<Dataset>()
            .AsNoTracking()
            .SingleOrDefaultAsync(d => d.CompanyId == company && d.Id == id, ct);
        if (dataset is null)
        {
            return Refusal.NotFound("Dataset");
        }

        var row = (await WithNamesAsync([dataset], ct))[0];
        var latest = await db.Set<SyncStream>()
            .Where(s =>
                s.CompanyId == company && s.ConnectionId == dataset.ConnectionId && s.DataType == dataset.DataType
            )
            .Select(s => s.LatestDatasetId)
            .SingleOrDefaultAsync(ct);
        return new SyncModel(
            row,
            await db.Set<DatasetIssue>()
                .AsNoTracking()
                .Where(i => i.CompanyId == company && i.DatasetId == id)
                .OrderBy(i => i.Number)
                .Take(200)
                .ToListAsync(ct),
            await db.Set<DatasetEvent>()
                .AsNoTracking()
                .Where(e => e.CompanyId == company && e.DatasetId == id)
                .OrderByDescending(e => e.Number)
                .ToListAsync(ct),
            await db.Set<QuarantinedRow>()
                .AsNoTracking()
                .Where(r =>
                    r.CompanyId == company && r.ConnectionId == dataset.ConnectionId && r.DataType == dataset.DataType
                )
                .OrderBy(r => r.RecordId)
                .Take(MostSetAside)
                .ToListAsync(ct),
            await db.Set<Connection>()
                .AnyAsync(c => c.Id == dataset.ConnectionId && c.Status == ConnectionStatus.Linked, ct),
            latest == id
        );
    }

    private async Task<IReadOnlyList<SyncRow>> WithNamesAsync(IReadOnlyList<Dataset> datasets, CancellationToken ct)
    {
        var found = await names.OfAsync([.. datasets.Select(d => (d.CompanyId, d.ConnectionId))], ct);
        return [.. datasets.Zip(found, (d, name) => new SyncRow(d, name.Company, name.Platform))];
    }
}

/// <summary>Which datasets of a company are asked for.</summary>
/// <param name="Group">Only those in these states, by the key of <see cref="SyncWords.Groups"/>.</param>
/// <param name="DataType">Only this data type.</param>
/// <param name="ConnectionId">Only this connection.</param>
/// <param name="Page">The page.</param>
public sealed record SyncsAsked(string? Group, string? DataType, string? ConnectionId, string? Page)
{
    /// <summary>The same in the query language.</summary>
    public string? Query
    {
        get
        {
            string[] conditions =
            [
                .. SyncWords
                    .Groups.Where(g => g.Key == Group)
                    .Select(g => $"{{{string.Join(" || ", g.Statuses.Select(s => $"status = {s}"))}}}"),
                .. Contracts.DataTypes.DataType.TryGet(DataType, out var type)
                    ? [$"dataType = {type.Key}"]
                    : Array.Empty<string>(),
                .. Contracts.ConnectionId.TryParse(ConnectionId, out var connection)
                    ? [$"connectionId = {connection}"]
                    : Array.Empty<string>(),
            ];
            return conditions.Length == 0 ? null : string.Join(" && ", conditions);
        }
    }
}

/// <summary>A dataset with the names that people know.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Company">Whose data it reads.</param>
/// <param name="Platform">Where from.</param>
public sealed record SyncRow(Dataset Dataset, string Company, string Platform)
{
    public string Address => $"companies/{Dataset.CompanyId}/syncs/{Dataset.Id}";
}

/// <summary>Some datasets.</summary>
/// <param name="Company">The name of the company that they are of; null if they are of many.</param>
/// <param name="Rows">The datasets.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Page">Which page it is.</param>
public sealed record SyncList(string? Company, IReadOnlyList<SyncRow> Rows, long Total, int Page)
{
    /// <summary>Where older ones begin, in a list without a total, if there are any.</summary>
    public SyncsBefore? Older { get; init; }
}

/// <summary>Where a page of ended datasets begins.</summary>
/// <param name="Ended">When the last one of the page before ended.</param>
/// <param name="Shown">How many that ended just then were shown.</param>
public sealed record SyncsBefore(DateTimeOffset Ended, int Shown)
{
    /// <summary>Behind a page.</summary>
    /// <param name="page">Its datasets, at least one.</param>
    /// <param name="before">Where it began.</param>
    public static SyncsBefore After(IReadOnlyList<Dataset> page, SyncsBefore? before)
    {
        var last = page[^1].Ended!.Value;
        var alike = page.Count(d => d.Ended == last);
        return new SyncsBefore(last, before?.Ended == last ? before.Shown + alike : alike);
    }

    /// <summary>As an address has it.</summary>
    public static SyncsBefore? TryParse(string? text)
    {
        var parts = text?.Split('-') ?? [];
        return
            parts.Length is 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.Ticks
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
            ? new SyncsBefore(new DateTimeOffset(ticks, TimeSpan.Zero), shown)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ended.UtcTicks}-{Shown}");
}

/// <summary>One dataset.</summary>
/// <param name="Row">The dataset.</param>
/// <param name="Issues">What was noted.</param>
/// <param name="Events">Its moves, the latest first.</param>
/// <param name="SetAside">Records of the data type that could not be understood.</param>
/// <param name="IsLinked">Whether its connection can be read again.</param>
/// <param name="IsLatest">Whether nothing newer has read the data type.</param>
public sealed record SyncModel(
    SyncRow Row,
    IReadOnlyList<DatasetIssue> Issues,
    IReadOnlyList<DatasetEvent> Events,
    IReadOnlyList<QuarantinedRow> SetAside,
    bool IsLinked,
    bool IsLatest
);

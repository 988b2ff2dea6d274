using System.Globalization;
using System.Text;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Http;
using Causeway.Server.Push;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Activity;

/// <summary>Reads what the pages of writes show, and makes a write again.</summary>
public sealed class ReadPushes(
    CausewayDb db,
    GetCompanyPushHistory history,
    GetPushOperation one,
    GetPushOperationEvents trail,
    PushRecord push,
    ActivityNames names
)
{
    public const int PageSize = 25;

    /// <summary>The newest of all companies.</summary>
    /// <param name="onlyFailed">Only those that failed.</param>
    /// <param name="before">Only those before this one, which is the last of the page before.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Outcome<PushList>> NewestAsync(bool onlyFailed, long? before, CancellationToken ct)
    {
        IQueryable<PushOperation> pushes = onlyFailed
            // As the index says it, or the database would not find the few in it.
            ? db.Set<PushOperation>().FromSqlRaw($"SELECT * FROM push_operations WHERE {PushTable.HasFailed}")
            : db.Set<PushOperation>();
        var found = await pushes
            .AsNoTracking()
            .Where(o => before == null || o.Sequence < before)
            .OrderByDescending(o => o.Sequence)
            .Take(PageSize + 1)
            .Select(PushSummary.Columns)
            .ToListAsync(ct);
        var rows = await WithNamesAsync([.. found.Take(PageSize).Select(PushOperationBody.From)], ct);
        return new PushList(null, rows, null, 1)
        {
            Older = found.Count > PageSize ? found[PageSize - 1].Sequence : null,
        };
    }

    /// <summary>A page of a company's, the newest first.</summary>
    public async Task<Outcome<PushList>> HistoryAsync(
        CompanyId company,
        PushStatus? status,
        string? page,
        CancellationToken ct
    )
    {
        var query = status is null ? null : $"status = {status}";
        var size = PageSize.ToString(CultureInfo.InvariantCulture);
        var list = ListRequest.Parse(
            new ListParameters(page, size, query, "-requestedOnUtc"),
            GetCompanyPushHistory.Schema
        );
        if (list.Refusal is { } wrong)
        {
            return wrong;
        }

        var found = await history.RunAsync(company, list.Value, ct);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var name = await db.Set<Company>().Where(c => c.Id == company).Select(c => c.Name).SingleAsync(ct);
        var rows = await WithNamesAsync(found.Value.Results, ct);
        return new PushList(name, rows, found.Value.Total, list.Value.Page.Number);
    }

    /// <summary>One write, with what was sent and its course.</summary>
    public async Task<Outcome<PushModel>> FindAsync(CompanyId company, PushOperationKey key, CancellationToken ct)
    {
        var summary = await one.RunAsync(company, key, ct);
        if (summary.Refusal is { } refusal)
        {
            return refusal;
        }

        var sent = await db.Set<PushOperation>()
            .Where(o => o.CompanyId == company && o.Key == key)
            .Select(o => o.Body)
            .SingleAsync(ct);
        var events = await trail.RunAsync(company, key, ct);
        var row = (await WithNamesAsync([PushOperationBody.From(summary.Value)], ct))[0];
        return events.Then(list => new PushModel(row, summary.Value.Kind, sent, list));
    }

    /// <summary>Accepts a write that failed once more, as a new one.</summary>
    public async Task<Outcome<PushSummary>> RepeatAsync(CompanyId company, PushOperationKey key, CancellationToken ct)
    {
        var operation = await db.Set<PushOperation>()
            .AsNoTracking()
            .SingleOrDefaultAsync(o => o.CompanyId == company && o.Key == key, ct);
        if (operation is null)
        {
            return Refusal.NotFound("Push operation");
        }

        if (operation is not { State: PushState.Failed or PushState.TimedOut, Body: { } body })
        {
            return Refusal.Conflict(
                "Only a write that certainly had no effect can be made again, while its connection is there."
            );
        }

        var request = new PushRequest
        {
            CompanyId = company,
            ConnectionId = operation.ConnectionId,
            DataType = operation.DataType,
            TargetId = operation.TargetId,
            TimeoutInMinutes = operation.TimeoutInMinutes,
            AllowSync = operation.AllowSync,
            ForceUpdate = operation.ForceUpdate,
        };
        return await push.RunAsync(request, Encoding.UTF8.GetBytes(body), ct);
    }

    private async Task<IReadOnlyList<PushRow>> WithNamesAsync(
        IReadOnlyList<PushOperationBody> pushes,
        CancellationToken ct
    )
    {
        var found = await names.OfAsync([.. pushes.Select(p => (p.CompanyId, p.DataConnectionKey))], ct);
        return [.. pushes.Zip(found, (p, name) => new PushRow(p, name.Company, name.Platform))];
    }
}

/// <summary>A write with the names that people know.</summary>
public sealed record PushRow(PushOperationBody Push, string Company, string Platform)
{
    public string Address => $"companies/{Push.CompanyId}/pushes/{Push.PushOperationKey}";
}

/// <summary>Some writes.</summary>
/// <param name="Company">The name of the company that they are of; null if they are of many.</param>
/// <param name="Rows">The writes, the newest first.</param>
/// <param name="Total">How many there are on all pages, if they are of a company.</param>
/// <param name="Page">Which page it is.</param>
public sealed record PushList(string? Company, IReadOnlyList<PushRow> Rows, long? Total, int Page)
{
    /// <summary>Where older ones begin, if there are any.</summary>
    public long? Older { get; init; }
}

/// <summary>One write.</summary>
/// <param name="Row">The write.</param>
/// <param name="Kind">Whether it makes or changes a record.</param>
/// <param name="Sent">The record as it was sent; null when it was erased with its connection.</param>
/// <param name="Events">Its course.</param>
public sealed record PushModel(PushRow Row, PushKind Kind, string? Sent, IReadOnlyList<PushOperationEventBody> Events);

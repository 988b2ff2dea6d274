using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Causeway.Server.Webhooks.Events;

/// <summary>
/// The events of datasets: each that ends is told of by itself, and when the last of those ends that a connection's authorization queued, all of
/// them are once more, together.
/// </summary>
public sealed class EventsOfReads(PublicUrls urls, TimeProvider time)
{
    /// <summary>Whether a dataset comes to its end with what is about to be saved.</summary>
    public static bool HasEnded(EntityEntry entry) =>
        entry.State is EntityState.Modified
        && entry.Entity is Dataset { Ended: not null }
        && entry.Property(nameof(Dataset.Ended)).OriginalValue is null;

    /// <summary>The events of a dataset's end.</summary>
    public async Task<IReadOnlyList<ClientEvent>> FindAsync(
        CausewayDb db,
        Dataset dataset,
        CompanyLookup companies,
        CancellationToken ct
    )
    {
        if (await companies.FindAsync(dataset.CompanyId, ct) is not { } company)
        {
            return [];
        }

        var json = EventJson.Default.EventBodyReadPayload;
        var completed = new ReadPayload
        {
            ReferenceCompany = company,
            ModifiedFromDate = await ModifiedFromAsync(db, dataset, ct),
            DataTypes = [Summary(dataset)],
        };
        var events = new List<ClientEvent>
        {
            EventDraft.Of(EventTypes.ReadCompleted, completed, json, company, time, dataset.ConnectionId),
        };
        if (dataset.Cause is DatasetCause.Linked && await OfLinkAsync(db, dataset, ct) is { Count: > 0 } initial)
        {
            var payload = new ReadPayload { ReferenceCompany = company, DataTypes = [.. initial.Select(Summary)] };
            events.Add(
                EventDraft.Of(EventTypes.ReadCompletedInitial, payload, json, company, time, dataset.ConnectionId)
            );
        }

        return events;
    }

    // What a successful sync found before this one; saved in the same transaction as what this one found.
    private static async Task<DateTimeOffset?> ModifiedFromAsync(CausewayDb db, Dataset dataset, CancellationToken ct)
    {
        var streams = db.Set<SyncStream>().AsNoTracking();
        return await streams
            .Where(s =>
                s.CompanyId == dataset.CompanyId
                && s.ConnectionId == dataset.ConnectionId
                && s.DataType == dataset.DataType
            )
            .Select(s => s.LastSuccessfulSync)
            .SingleOrDefaultAsync(ct);
    }

    // All datasets of the authorization that queued this one, if it is the last of them and any came to a good end.
    private static async Task<List<Dataset>> OfLinkAsync(CausewayDb db, Dataset dataset, CancellationToken ct)
    {
        await AloneAsync(db, dataset.ConnectionId, ct);
        var linked = await db.Set<ConnectionEvent>()
            .Where(e =>
                e.ConnectionId == dataset.ConnectionId
                && e.ToStatus == ConnectionStatus.Linked
                && e.OccurredOn <= dataset.Requested
            )
            .MaxAsync(e => (DateTimeOffset?)e.OccurredOn, ct);
        var stored = await db.Set<Dataset>()
            .AsNoTracking()
            .Where(d =>
                d.CompanyId == dataset.CompanyId
                && d.ConnectionId == dataset.ConnectionId
                && d.Cause == DatasetCause.Linked
                && d.Requested >= linked
            )
            .OrderBy(d => d.Requested)
            .ToListAsync(ct);
        var ending = db.ChangeTracker.Entries<Dataset>().ToDictionary(e => e.Entity.Id, e => e.Entity);
        var all = stored.ConvertAll(d => ending.GetValueOrDefault(d.Id, d));
        // Of several that end in one transaction, the last tells.
        var isLast = all.TrueForAll(d => !d.IsActive) && all.FindLast(d => ending.ContainsKey(d.Id))?.Id == dataset.Id;
        return isLast && all.Exists(d => d.Status is DatasetStatus.Complete) ? all : [];
    }

    // Of two datasets that end at once, the second must see the first. On SQLite the transaction itself does that.
    private static async Task AloneAsync(CausewayDb db, ConnectionId connection, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            var key = BitConverter.ToInt64(connection.Value.ToByteArray(), 8);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", ct);
        }
    }

    private ReadSummary Summary(Dataset dataset) =>
        new()
        {
            ConnectionId = dataset.ConnectionId,
            DataType = dataset.DataType.Key,
            RecordsModified = dataset.Counts.AnythingModified,
            Status = dataset.Status,
            Issues = [.. Issues(dataset)],
        };

    private IEnumerable<ReadIssue> Issues(Dataset dataset)
    {
        var links = new ReadIssueLinks(urls.Of($"/companies/{dataset.CompanyId}/sync/{dataset.Id}/validation"));
        if (dataset.Status is not DatasetStatus.Complete)
        {
            var what = dataset.ErrorMessage ?? dataset.Status.ToString();
            yield return new ReadIssue($"error.{Camel(dataset.Status.ToString())}", what, links);
        }

        if (dataset.Counts.Issues > 0)
        {
            var many = dataset.Counts.Issues.ToString(CultureInfo.InvariantCulture);
            yield return new ReadIssue(
                "warning.validation",
                $"{many} findings were noted about {dataset.DataType} or single records of it.",
                links
            );
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

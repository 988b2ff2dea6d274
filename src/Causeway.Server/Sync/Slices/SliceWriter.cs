using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Server.Sync.Slices;

/// <summary>Stores a slice's records in the transaction that also moves the dataset.</summary>
public sealed class SliceWriter(CausewayDb db, IRecordStore store, TimeProvider time)
{
    /// <summary>Stores the records, sets bad ones aside, and notes what was found.</summary>
    /// <exception cref="InvalidOperationException">The store did not take as many records as it was given.</exception>
    public async Task<SliceTotals> StoreAsync(Dataset dataset, FetchedSlice slice, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var stream = new RecordStream(dataset.CompanyId, dataset.ConnectionId, dataset.DataType);
        var generation = dataset.Plan.ScanGeneration;
        var now = time.GetUtcNow();
        var changes = default(RecordChanges);
        if (slice.Writes.Count > 0)
        {
            changes = await store.UpsertAsync(transaction, stream, generation, slice.Writes, now, ct);
            if (changes.Added + changes.Changed + changes.Unchanged != slice.Writes.Count)
            {
                throw new InvalidOperationException(
                    $"The store took {changes.Added + changes.Changed + changes.Unchanged} of {slice.Writes.Count} records."
                );
            }
        }

        if (slice.Bad.Count > 0)
        {
            // What was read of them before stays, and has not vanished.
            string[] ids = [.. slice.Bad.Select(b => b.Id)];
            await store.MarkSeenAsync(transaction, stream, generation, ids, ct);
        }

        var deleted =
            slice.Deleted.Count > 0 ? await store.DeleteAsync(transaction, stream, slice.Deleted, now, ct) : 0;
        await QuarantineAsync(dataset, slice, now, ct);
        Note(dataset, slice);
        return new SliceTotals
        {
            Pages = slice.Pages,
            Fetched = slice.Rows,
            Expected = slice.Expected,
            Added = changes.Added,
            Changed = changes.Changed,
            Unchanged = changes.Unchanged,
            Deleted = deleted,
            Quarantined = slice.Bad.Count,
        };
    }

    /// <summary>Notes something about a dataset.</summary>
    public void Note(Dataset dataset, bool isError, RecordIssue issue)
    {
        var number = dataset.NextIssue();
        if (number <= DatasetIssue.Kept)
        {
            db.Add(DatasetIssue.Of(dataset, number, isError, issue));
        }
    }

    private void Note(Dataset dataset, FetchedSlice slice)
    {
        foreach (var bad in slice.Bad)
        {
            Note(dataset, isError: true, new RecordIssue(bad.RuleId, bad.Id, bad.Reason, "RecordMapper"));
        }

        foreach (var warning in slice.Warnings)
        {
            Note(dataset, isError: false, warning);
        }
    }

    private async Task QuarantineAsync(Dataset dataset, FetchedSlice slice, DateTimeOffset now, CancellationToken ct)
    {
        var aside = db.Set<QuarantinedRow>()
            .Where(r =>
                r.CompanyId == dataset.CompanyId
                && r.ConnectionId == dataset.ConnectionId
                && r.DataType == dataset.DataType
            );
        // Nearly always there are none, and then there is nothing to compare.
        var known = await aside.Select(r => r.RecordId).ToListAsync(ct);
        if (known.Count > 0)
        {
            var good = slice.Writes.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            good.UnionWith(slice.Deleted);
            string[] readable = [.. known.Where(good.Contains)];
            foreach (var some in readable.Chunk(500))
            {
                await aside.Where(r => some.Contains(r.RecordId)).ExecuteDeleteAsync(ct);
            }
        }

        var before = known.ToHashSet(StringComparer.Ordinal);
        foreach (var bad in slice.Bad)
        {
            var row = before.Contains(bad.Id)
                ? await aside.AsTracking().SingleAsync(r => r.RecordId == bad.Id, ct)
                : new QuarantinedRow(dataset.CompanyId, dataset.ConnectionId, dataset.DataType, bad.Id);
            row.Met(dataset.Id, bad, now);
            if (!before.Contains(bad.Id))
            {
                db.Add(row);
            }
        }
    }
}

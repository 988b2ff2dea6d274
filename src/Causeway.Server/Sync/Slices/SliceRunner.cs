using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Wolverine;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Sync.Slices;

/// <summary>
/// Does one slice: what takes time is fetched first, then records, checkpoint and next message are saved in one transaction, if the dataset and the
/// connection are still as they were. So a kill loses at most one slice, and a slice that runs twice is stored once.
/// </summary>
public sealed partial class SliceRunner(
    IDbContextOutbox<CausewayDb> outbox,
    SliceReader source,
    SliceWriter writer,
    SliceEnd end,
    IRecordStore store,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<SliceRunner> logger
)
{
    private readonly CausewayDb db = outbox.DbContext;

    /// <summary>Runs the slice that a message asks for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isLastAttempt">Whether a fault now ends the dataset.</param>
    /// <param name="ct">Ends the work; it goes on after a restart.</param>
    public async Task RunAsync(RunSlice message, bool isLastAttempt, CancellationToken ct)
    {
        var dataset = await db.Set<Dataset>()
            .SingleOrDefaultAsync(d => d.CompanyId == message.CompanyId && d.Id == message.DatasetId, ct);
        if (dataset is null || !dataset.Expects(message.Slice))
        {
            return;
        }

        try
        {
            await RunAsync(dataset, ct);
        }
        // The edge of the engine: a fault that stays must end the dataset, or it would be active for ever.
        catch (Exception e) when (isLastAttempt && !ct.IsCancellationRequested && !Messages.IsTransient(e))
        {
            Log.Failed(logger, e, dataset.Id, dataset.DataType.Key);
            await end.AbandonAsync(message, CancellationToken.None);
        }
    }

    private async Task RunAsync(Dataset dataset, CancellationToken ct)
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == dataset.ConnectionId, ct);
        if (connection is not { Status: ConnectionStatus.Linked })
        {
            await end.StopAsync(dataset, ct);
            return;
        }

        switch (dataset.Phase)
        {
            case DatasetPhase.Fetch:
                var fetched = await source.FetchAsync(dataset, connection, ct);
                await StoreAsync(dataset, fetched.Failure, d => FetchedAsync(d, fetched, ct), ct);
                break;
            case DatasetPhase.Ids:
                var listed = await source.ListAsync(dataset, connection, ct);
                await StoreAsync(dataset, listed.Failure, d => ListedAsync(d, listed, ct), ct);
                break;
            case DatasetPhase.Check:
                await StoreAsync(dataset, null, d => CheckedAsync(d, ct), ct);
                break;
            case DatasetPhase.Sweep:
            default:
                await StoreAsync(dataset, null, d => SweptAsync(d, ct), ct);
                break;
        }
    }

    // Everything that a slice changes, or nothing.
    private async Task StoreAsync(
        Dataset dataset,
        SourceFailure? failure,
        Func<Dataset, Task> apply,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var verdict = await end.HoldAsync(dataset, failure, ct);
        if (verdict is SliceHold.Lost)
        {
            Log.Late(logger, dataset.Id, dataset.Slice);
            return;
        }

        if (verdict is SliceHold.Held)
        {
            await apply(dataset);
        }

        if (dataset.IsActive && failure is not null && verdict is SliceHold.Held)
        {
            await end.FailedAsync(dataset, failure, ct);
        }
        else if (dataset.IsActive)
        {
            await outbox.PublishAsync(new RunSlice(dataset.CompanyId, dataset.Id, dataset.Slice));
        }
        else
        {
            await end.NoteAsync(dataset, ct);
            if (dataset.Status is DatasetStatus.Complete)
            {
                await store.MarkCompleteAsync(Transaction(), StreamOf(dataset), time.GetUtcNow(), ct);
            }
        }

        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        end.Tell(dataset);
    }

    private async Task FetchedAsync(Dataset dataset, FetchedSlice slice, CancellationToken ct)
    {
        if (slice.Pages == 0)
        {
            return;
        }

        var totals = await writer.StoreAsync(dataset, slice, ct);
        dataset.Fetched(totals, slice.Cursor, time.GetUtcNow());
        var counts = dataset.Counts;
        if (
            counts.Quarantined > options.Value.QuarantineMinimum
            && counts.Quarantined > counts.Fetched * options.Value.QuarantineShare
        )
        {
            dataset.End(
                DatasetStatus.MapError,
                $"{counts.Quarantined} of {counts.Fetched} records can't be understood; see the validation results.",
                time.GetUtcNow()
            );
        }
        else if (slice.IsLast)
        {
            dataset.FetchedAll(slice.Watermark, dataset.Plan.ListsIds, time.GetUtcNow());
        }
    }

    private async Task ListedAsync(Dataset dataset, ListedSlice slice, CancellationToken ct)
    {
        if (slice.Ids.Count == 0 && !slice.IsLast)
        {
            return;
        }

        var known = await store.MarkSeenAsync(Transaction(), StreamOf(dataset), dataset.Plan.Generation, slice.Ids, ct);
        dataset.Compared(slice.Ids.Count, slice.Ids.Count - known, slice.Cursor, slice.IsLast, time.GetUtcNow());
    }

    private async Task CheckedAsync(Dataset dataset, CancellationToken ct)
    {
        var plan = dataset.Plan;
        if (!plan.ReadsEverything && !plan.ListsIds)
        {
            dataset.Complete(time.GetUtcNow());
            return;
        }

        var preview = await store.PreviewSweepAsync(Transaction(), StreamOf(dataset), plan.Generation, ct);
        if (!plan.IsSweepOnly && IsUnproven(dataset, preview) is { } doubt)
        {
            writer.Note(dataset, isError: false, new RecordIssue("sync-count", null, doubt, "SyncValidator"));
            dataset.Complete(time.GetUtcNow());
            return;
        }

        var brake = plan.IsSweepOnly || plan.WindowChanged ? null : DeletionBrake.Check(preview, options.Value);
        if (brake is not null)
        {
            writer.Note(dataset, isError: true, new RecordIssue("sync-deletion-brake", null, brake, "SyncValidator"));
            dataset.End(DatasetStatus.ValidationError, brake, time.GetUtcNow());
        }
        else if (preview.Unseen == 0)
        {
            dataset.Complete(time.GetUtcNow());
        }
        else
        {
            dataset.Sweep(time.GetUtcNow());
        }
    }

    // The source said how many records it has. If fewer came, pages were skipped, and what was not seen may be on them.
    private static string? IsUnproven(Dataset dataset, SweepPreview preview)
    {
        var seen = preview.Living - preview.Unseen + dataset.Counts.Quarantined;
        return dataset.Plan.ReadsEverything && dataset.Counts.Expected is { } expected && seen < expected
            ? $"The source said that it has {expected} records, and {seen} came. No deletions are inferred from this read."
            : null;
    }

    private async Task SweptAsync(Dataset dataset, CancellationToken ct)
    {
        var limit = options.Value.SliceRecords;
        var generation = dataset.Plan.Generation;
        var swept = await store.SweepAsync(Transaction(), StreamOf(dataset), generation, limit, time.GetUtcNow(), ct);
        dataset.Swept(swept, time.GetUtcNow());
        if (swept < limit)
        {
            dataset.Complete(time.GetUtcNow());
        }
    }

    private System.Data.Common.DbTransaction Transaction() => db.Database.CurrentTransaction!.GetDbTransaction();

    private static RecordStream StreamOf(Dataset dataset) =>
        new(dataset.CompanyId, dataset.ConnectionId, dataset.DataType);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Dataset {DatasetId} ({DataType}) failed here")]
        public static partial void Failed(ILogger logger, Exception exception, DatasetId datasetId, string dataType);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Slice {Slice} of dataset {DatasetId} came late")]
        public static partial void Late(ILogger logger, DatasetId datasetId, int slice);
    }
}

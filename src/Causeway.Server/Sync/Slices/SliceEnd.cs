using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wolverine;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Sync.Slices;

/// <summary>How a slice, and with it perhaps its dataset or its connection, comes to an end.</summary>
public sealed partial class SliceEnd(
    IDbContextOutbox<CausewayDb> outbox,
    DatasetEnding ending,
    DatasetWaiters waiters,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<SliceEnd> logger
)
{
    private readonly CausewayDb db = outbox.DbContext;

    /// <summary>Makes sure, in the transaction, that the slice may be stored. Otherwise its dataset has been ended, or moved by another.</summary>
    public async Task<SliceHold> HoldAsync(Dataset dataset, SourceFailure? failure, CancellationToken ct)
    {
        var mayDeauthorize = failure?.Category is SourceFailureCategory.Authentication;
        var status = mayDeauthorize
            ? await db.HoldAloneAsync(dataset.ConnectionId, ct)
            : await db.HoldAsync(dataset.ConnectionId, ct);
        if (!await db.HoldAsync(dataset, ct))
        {
            return SliceHold.Lost;
        }

        if (status is ConnectionStatus.Linked)
        {
            return SliceHold.Held;
        }

        Stop(dataset, status);
        return SliceHold.Stopped;
    }

    /// <summary>The connection is not Linked any more.</summary>
    public async Task StopAsync(Dataset dataset, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await HoldAsync(dataset, null, ct) is not SliceHold.Stopped)
        {
            // Linked again, or ended, in this very moment: the next message finds out.
            await outbox.PublishAsync(new RunSlice(dataset.CompanyId, dataset.Id, dataset.Slice));
            await outbox.SaveChangesAndFlushMessagesAsync(ct);
            return;
        }

        await NoteAsync(dataset, ct);
        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        Tell(dataset);
    }

    /// <summary>The source failed: waits, gives up the dataset, or gives up the connection.</summary>
    public async Task FailedAsync(Dataset dataset, SourceFailure failure, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var verdict = FailurePolicy.Judge(failure, dataset, options.Value, now);
        Log.SourceFailed(logger, dataset.Id, dataset.DataType.Key, failure.Category, failure.Message);
        if (verdict.Until is { } until)
        {
            dataset.Pause(failure.Message, until, now);
            await outbox.ScheduleAsync(new RunSlice(dataset.CompanyId, dataset.Id, dataset.Slice), until);
            return;
        }

        if (verdict.Status is DatasetStatus.AuthError)
        {
            await DeauthorizeAsync(dataset, failure, now, ct);
        }

        dataset.End(verdict.Status!.Value, failure.Message, now);
        await NoteAsync(dataset, ct);
    }

    /// <summary>A fault of our own stays.</summary>
    public async Task AbandonAsync(RunSlice message, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var dataset = await db.Set<Dataset>()
            .SingleOrDefaultAsync(d => d.CompanyId == message.CompanyId && d.Id == message.DatasetId, ct);
        if (dataset is null || !dataset.Expects(message.Slice))
        {
            return;
        }

        dataset.End(
            DatasetStatus.InternalError,
            $"Something went wrong here; the id {dataset.Id} finds it in the log.",
            time.GetUtcNow()
        );
        await NoteAsync(dataset, ct);
        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        Tell(dataset);
    }

    /// <summary>Notes the end of a dataset and sends what goes with it.</summary>
    public async Task NoteAsync(Dataset dataset, CancellationToken ct)
    {
        foreach (var message in await ending.NoteAsync(dataset, ct))
        {
            await outbox.PublishAsync(message);
        }
    }

    /// <summary>Wakes who waits for a dataset, once its end is saved.</summary>
    public void Tell(Dataset dataset)
    {
        if (!dataset.IsActive)
        {
            Log.Ended(logger, dataset.Id, dataset.DataType.Key, dataset.Status, dataset.Counts);
            waiters.Ended(dataset.Id);
        }
    }

    private async Task DeauthorizeAsync(
        Dataset dataset,
        SourceFailure failure,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>().SingleAsync(c => c.Id == dataset.ConnectionId, ct);
        if (!connection.Deauthorize(failure.Message, now))
        {
            return;
        }

        // Its other datasets end by this message, with nothing stored after this moment.
        await outbox.PublishAsync(new ConnectionStopped(dataset.CompanyId, dataset.ConnectionId));
    }

    private void Stop(Dataset dataset, ConnectionStatus? status) =>
        dataset.End(EndFor(status), ReasonFor(status), time.GetUtcNow());

    /// <summary>How the datasets of a connection end when it is not Linked any more.</summary>
    public static DatasetStatus EndFor(ConnectionStatus? status) =>
        status is ConnectionStatus.Deauthorized ? DatasetStatus.AuthError : DatasetStatus.Cancelled;

    /// <summary>Why they end.</summary>
    public static string ReasonFor(ConnectionStatus? status) =>
        status is null ? "The connection was deleted." : $"The connection is {status}.";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Dataset {DatasetId} ({DataType}): the source failed with {Category}: {Reason}"
        )]
        public static partial void SourceFailed(
            ILogger logger,
            DatasetId datasetId,
            string dataType,
            SourceFailureCategory category,
            string reason
        );

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Dataset {DatasetId} ({DataType}) ended as {Status}: {Counts}"
        )]
        public static partial void Ended(
            ILogger logger,
            DatasetId datasetId,
            string dataType,
            DatasetStatus status,
            DatasetCounts counts
        );
    }
}

/// <summary>Whether a slice may be stored.</summary>
public enum SliceHold
{
    /// <summary>It may.</summary>
    Held,

    /// <summary>The connection was given up, and so the dataset was ended.</summary>
    Stopped,

    /// <summary>Another one moved the dataset.</summary>
    Lost,
}

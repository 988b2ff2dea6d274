using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Slices;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Queues datasets. A data type that is queued or running already is joined.</summary>
public sealed partial class QueueDatasets(
    IDbContextOutbox<CausewayDb> outbox,
    TimeProvider time,
    ILogger<QueueDatasets> logger
)
{
    /// <summary>Queues what is wished for; connections that are not Linked are passed over. Saves what else was changed in the same database context.</summary>
    /// <param name="company">The company.</param>
    /// <param name="wishes">What is wished for.</param>
    /// <param name="cause">Why.</param>
    /// <param name="message">A message to send in the same transaction.</param>
    /// <param name="ct">Ends the request.</param>
    /// <returns>The datasets, new and joined.</returns>
    public async Task<IReadOnlyList<QueuedDataset>> RunAsync(
        CompanyId company,
        IReadOnlyList<DatasetWish> wishes,
        DatasetCause cause,
        object? message,
        CancellationToken ct
    )
    {
        var db = outbox.DbContext;
        var result = new List<QueuedDataset>(wishes.Count);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var group in wishes.GroupBy(w => w.Connection).OrderBy(g => g.Key.Value))
        {
            // One at a time for each connection, so that two requests for one data type meet here and not in the index.
            if (await db.HoldAloneAsync(group.Key, ct) is not ConnectionStatus.Linked)
            {
                continue;
            }

            var active = await db.ActiveDatasets(company, group.Key).ToListAsync(ct);
            var queued = await QueueAsync(company, group.Key, [.. group], active, cause, ct);
            result.AddRange(queued);
            if (queued.Exists(q => !q.Joined))
            {
                await outbox.PublishAsync(new StartDatasets(company, group.Key));
            }
        }

        if (message is not null)
        {
            await outbox.PublishAsync(message);
        }

        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        foreach (var queued in result.Where(q => !q.Joined))
        {
            Log.Queued(logger, queued.Dataset.Id, queued.Dataset.DataType.Key, queued.Dataset.ConnectionId, cause);
        }

        return result;
    }

    private async Task<List<QueuedDataset>> QueueAsync(
        CompanyId company,
        ConnectionId connection,
        IReadOnlyList<DatasetWish> wishes,
        List<Dataset> active,
        DatasetCause cause,
        CancellationToken ct
    )
    {
        var queued = new List<QueuedDataset>(wishes.Count);
        foreach (var wish in wishes)
        {
            if (active.Find(d => d.DataType == wish.DataType) is { } running)
            {
                queued.Add(new QueuedDataset(running, Joined: true));
                continue;
            }

            var now = time.GetUtcNow();
            var dataset = new Dataset(DatasetId.New(time), company, connection, wish.DataType, cause, wish.Order, now);
            outbox.DbContext.Add(dataset);
            (await outbox.DbContext.StreamAsync(company, connection, wish.DataType, ct)).Queued(dataset);
            active.Add(dataset);
            queued.Add(new QueuedDataset(dataset, Joined: false));
        }

        return queued;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Dataset {DatasetId} queued: {DataType} of connection {ConnectionId} ({Cause})"
        )]
        public static partial void Queued(
            ILogger logger,
            DatasetId datasetId,
            string dataType,
            ConnectionId connectionId,
            DatasetCause cause
        );
    }
}

/// <summary>A data type of a connection to be read.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="DataType">The data type.</param>
/// <param name="Order">Its place among those of the connection: lower first.</param>
public sealed record DatasetWish(ConnectionId Connection, DataType DataType, int Order);

/// <summary>A dataset that will bring what was wished for.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Joined">Whether it was queued or running before.</param>
public sealed record QueuedDataset(Dataset Dataset, bool Joined);

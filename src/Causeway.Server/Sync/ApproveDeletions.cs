using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Slices;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Lets the deletions happen that stopped a dataset because there were too many. Nothing is read again: what that dataset did not see is marked.</summary>
public sealed class ApproveDeletions(IDbContextOutbox<CausewayDb> outbox, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/companies/{companyId}/sync/{datasetId}/deletions/approve", PostAsync)
            .WithName("approve-deletions");

    /// <summary>Queues a dataset that marks them.</summary>
    public async Task<Outcome<Dataset>> RunAsync(CompanyId companyId, DatasetId datasetId, CancellationToken ct)
    {
        var db = outbox.DbContext;
        var stopped = await db.Set<Dataset>()
            .AsNoTracking()
            .SingleOrDefaultAsync(d => d.CompanyId == companyId && d.Id == datasetId, ct);
        if (stopped is null)
        {
            return Refusal.NotFound("Dataset");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var status = await db.HoldAloneAsync(stopped.ConnectionId, ct);
        var stream = await db.StreamAsync(companyId, stopped.ConnectionId, stopped.DataType, ct);
        if (Refuse(stopped, stream, status) is { } refusal)
        {
            return refusal;
        }

        var dataset = new Dataset(
            DatasetId.New(time),
            companyId,
            stopped.ConnectionId,
            stopped.DataType,
            DatasetCause.DeletionsApproved,
            stopped.Order,
            time.GetUtcNow()
        );
        db.Add(dataset);
        stream.Queued(dataset);
        await outbox.PublishAsync(new StartDatasets(companyId, stopped.ConnectionId));
        await outbox.SaveChangesAndFlushMessagesAsync(ct);
        return dataset;
    }

    private static Refusal? Refuse(Dataset stopped, SyncStream stream, ConnectionStatus? status) =>
        stopped is not { Status: DatasetStatus.ValidationError, Phase: DatasetPhase.Check }
            ? Refusal.Conflict($"No deletions wait for an approval; the dataset is {stopped.Status}.")
        : stream.LatestDatasetId != stopped.Id
            ? Refusal.Conflict($"A newer dataset has read this data type: {stream.LatestDatasetId}.")
        : status is not ConnectionStatus.Linked ? Refusal.Conflict("Only a linked connection's records can be changed.")
        : null;

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        DatasetId datasetId,
        ApproveDeletions approve,
        CancellationToken ct
    )
    {
        var outcome = await approve.RunAsync(companyId, datasetId, ct);
        return outcome.Then(DatasetBody.From).ToHttp(SyncJson.Default.DatasetBody);
    }
}

using Causeway.Contracts;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Wolverine.Attributes;

namespace Causeway.Server.Sync.Schedules;

/// <summary>Comes when a scheduled sync of a connection is due.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="Token">The number of the message that counts.</param>
public sealed record RunDueSyncs(CompanyId CompanyId, ConnectionId ConnectionId, int Token);

public static class RunDueSyncsHandler
{
    [NonTransactional]
    public static Task HandleAsync(RunDueSyncs message, DueSyncs due, CancellationToken ct) =>
        due.RunAsync(message, ct);
}

/// <summary>Queues what is due.</summary>
public sealed class DueSyncs(CausewayDb db, SyncDueTimes dueTimes, QueueDatasets queue, TimeProvider time)
{
    // What is due soon goes along, so that data types that are read together stay together.
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    public async Task RunAsync(RunDueSyncs message, CancellationToken ct)
    {
        var (company, connection, token) = message;
        var schedule = await db.Set<ConnectionSchedule>().FindAsync([company, connection], ct);
        if (schedule is null || schedule.Token != token || schedule.NextRun is null)
        {
            return;
        }

        var due = await dueTimes.OfAsync(company, connection, ct);
        var until = time.GetUtcNow() + Together;
        var wishes = due.Where(d => d.At <= until)
            .Select(d => new DatasetWish(connection, d.DataType, d.Order))
            .ToList();
        schedule.Ran();
        // For what is not due yet; what is queued now plans its next run when it ends.
        await queue.RunAsync(company, wishes, DatasetCause.Scheduled, new ScheduleSyncs(company, connection), ct);
    }
}

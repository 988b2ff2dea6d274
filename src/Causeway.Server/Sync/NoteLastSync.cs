using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Shows at the connection when data last arrived.</summary>
public static class NoteLastSyncHandler
{
    public static async Task HandleAsync(
        DatasetEnded message,
        CausewayDb db,
        DatasetWaiters waiters,
        CancellationToken ct
    )
    {
        // Whoever waits in this process; the end is saved, or this message would not be here.
        waiters.Ended(message.DatasetId);
        if (message.Status is not DatasetStatus.Complete)
        {
            return;
        }

        await db.Set<Connection>()
            .Where(c => c.Id == message.ConnectionId && (c.LastSync == null || c.LastSync < message.Ended))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastSync, message.Ended), ct);
    }
}

using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Slices;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Ends the datasets of a connection that was given up or is refused by its source. A slice that is under way stores nothing, since it looks first.</summary>
public static class StopDatasetsHandler
{
    /// <returns>The messages to send.</returns>
    public static async Task<IReadOnlyList<object>> HandleAsync(
        ConnectionStopped message,
        CausewayDb db,
        DatasetEnding ending,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var status = await db.HoldAloneAsync(message.ConnectionId, ct);
        if (status is ConnectionStatus.Linked)
        {
            // Linked again before this message came: its datasets may go on.
            return [];
        }

        var messages = new List<object>();
        foreach (var dataset in await db.ActiveDatasets(message.CompanyId, message.ConnectionId).ToListAsync(ct))
        {
            dataset.End(SliceEnd.EndFor(status), SliceEnd.ReasonFor(status), time.GetUtcNow());
            messages.AddRange(await ending.NoteAsync(dataset, ct));
        }

        return messages;
    }
}

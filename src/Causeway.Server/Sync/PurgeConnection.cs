using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Causeway.Server.Sync.Schedules;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Server.Sync;

/// <summary>Removes some of what was read from a connection that was deleted, and goes on until nothing is left.</summary>
/// <param name="CompanyId">The company, which may be gone as well.</param>
/// <param name="ConnectionId">The connection.</param>
public sealed record PurgeConnection(CompanyId CompanyId, ConnectionId ConnectionId);

public static class ConnectionDeletedHandler
{
    public static PurgeConnection Handle(ConnectionDeleted message) => new(message.CompanyId, message.ConnectionId);
}

public static class CompanyDeletedHandler
{
    public static Task HandleAsync(CompanyDeleted message, CausewayDb db, CancellationToken ct) =>
        db.Set<SyncSettingsDocument>().Where(d => d.CompanyId == message.CompanyId).ExecuteDeleteAsync(ct);
}

public static class PurgeConnectionHandler
{
    // Small enough to keep the transaction short.
    private const int Records = 2000;

    private const int Datasets = 200;

    /// <returns>The message for the rest, if there is any.</returns>
    public static async Task<PurgeConnection?> HandleAsync(
        PurgeConnection message,
        CausewayDb db,
        IRecordStore store,
        CancellationToken ct
    )
    {
        var (company, connection) = message;
        // A slice that is being stored in this moment ends first, and every later one finds the connection gone.
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var removed = await store.PurgeAsync(transaction, company, connection, Records, ct);
        if (removed >= Records || await PurgeDatasetsAsync(db, company, connection, ct))
        {
            return message;
        }

        await db.Set<SyncStream>()
            .Where(s => s.CompanyId == company && s.ConnectionId == connection)
            .ExecuteDeleteAsync(ct);
        await db.Set<ConnectionSchedule>()
            .Where(s => s.CompanyId == company && s.ConnectionId == connection)
            .ExecuteDeleteAsync(ct);
        await db.Set<QuarantinedRow>()
            .Where(r => r.CompanyId == company && r.ConnectionId == connection)
            .ExecuteDeleteAsync(ct);
        return null;
    }

    private static async Task<bool> PurgeDatasetsAsync(
        CausewayDb db,
        CompanyId company,
        ConnectionId connection,
        CancellationToken ct
    )
    {
        var some = await db.Set<Dataset>()
            .Where(d => d.CompanyId == company && d.ConnectionId == connection)
            .OrderBy(d => d.Id)
            .Select(d => d.Id)
            .Take(Datasets)
            .ToListAsync(ct);
        await db.Set<DatasetIssue>()
            .Where(i => i.CompanyId == company && some.Contains(i.DatasetId))
            .ExecuteDeleteAsync(ct);
        await db.Set<DatasetEvent>()
            .Where(e => e.CompanyId == company && some.Contains(e.DatasetId))
            .ExecuteDeleteAsync(ct);
        await db.Set<Dataset>().Where(d => d.CompanyId == company && some.Contains(d.Id)).ExecuteDeleteAsync(ct);
        return some.Count == Datasets;
    }
}

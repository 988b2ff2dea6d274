using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Push;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.Attributes;

namespace Causeway.Server.Sync;

/// <summary>Something was written to a data type, which is to be read anew so that the record is among the data.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">The connection.</param>
/// <param name="DataType">The key of the data type.</param>
/// <param name="WrittenOn">When; a read that had begun before may have missed it.</param>
public sealed record SyncAfterPush(
    CompanyId CompanyId,
    ConnectionId ConnectionId,
    string DataType,
    DateTimeOffset WrittenOn
);

/// <summary>Of all writes that end, those that succeeded and whose client wants to see them.</summary>
public static class PushCompletedHandler
{
    public static SyncAfterPush? Handle(PushCompleted message) =>
        message is { Status: PushStatus.Success, AllowSync: true }
            ? new SyncAfterPush(message.CompanyId, message.ConnectionId, message.DataType, message.CompletedOn)
            : null;
}

public static class SyncAfterPushHandler
{
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(30);

    [NonTransactional]
    public static async Task HandleAsync(
        SyncAfterPush message,
        CausewayDb db,
        ConnectorCatalog catalog,
        SyncSettingsLookup settings,
        QueueDatasets queue,
        IMessageContext messages,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var integration = await db.Set<Connection>()
            .Where(c => c.Id == message.ConnectionId)
            .Select(c => c.IntegrationKey)
            .SingleOrDefaultAsync(ct);
        if (
            !DataType.TryGet(message.DataType, out var type)
            || !catalog.TryGet(integration, out var entry)
            || !entry.Reads(type)
        )
        {
            return;
        }

        var order = (await settings.ForCompanyAsync(message.CompanyId, ct)).For(type).SyncOrder;
        var wish = new DatasetWish(message.ConnectionId, type, order);
        var queued = await queue.RunAsync(message.CompanyId, [wish], DatasetCause.Written, null, ct);
        if (queued is [{ Joined: true, Dataset.Started: { } started }] && started <= message.WrittenOn)
        {
            await messages.ScheduleAsync(message, time.GetUtcNow() + Meanwhile);
        }
    }
}

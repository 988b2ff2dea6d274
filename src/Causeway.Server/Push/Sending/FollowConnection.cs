using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine;

namespace Causeway.Server.Push.Sending;

/// <summary>A source can be asked again what became of writes.</summary>
public static class ConnectionLinkedHandler
{
    public static AdvancePushes Handle(ConnectionLinked message) => new(message.CompanyId, message.ConnectionId);
}

/// <summary>Writes that were not sent to a source that is given up never will be.</summary>
public static class ConnectionStoppedHandler
{
    public static AdvancePushes Handle(ConnectionStopped message) => new(message.CompanyId, message.ConnectionId);
}

/// <summary>The history of writes is the company's and stays; what was written is forgotten with the connection.</summary>
public static class ConnectionDeletedHandler
{
    public static async Task HandleAsync(
        ConnectionDeleted message,
        CausewayDb db,
        IMessageContext messages,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        foreach (var operation in await db.Set<PushOperation>().Unsettled(message.ConnectionId).ToListAsync(ct))
        {
            var wasOpen = operation.Status is PushStatus.Pending;
            operation.ConnectionGone(now);
            if (wasOpen)
            {
                await messages.PublishAsync(PushCompleted.Of(operation));
            }
        }

        await db.Set<PushOperation>()
            .Where(o => o.CompanyId == message.CompanyId && o.ConnectionId == message.ConnectionId && o.Body != null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Body, (string?)null), ct);
    }
}

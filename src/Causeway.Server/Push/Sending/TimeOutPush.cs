using Causeway.Contracts;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine;

namespace Causeway.Server.Push.Sending;

/// <summary>The time that a client allowed for a write is over.</summary>
public sealed record TimeOutPush(CompanyId CompanyId, PushOperationKey PushOperationKey);

public static class TimeOutPushHandler
{
    public static async Task HandleAsync(
        TimeOutPush message,
        CausewayDb db,
        IMessageContext messages,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var operation = await db.Set<PushOperation>()
            .SingleOrDefaultAsync(o => o.CompanyId == message.CompanyId && o.Key == message.PushOperationKey, ct);
        if (operation is null || !operation.TimeOut(time.GetUtcNow()))
        {
            return;
        }

        await messages.PublishAsync(PushCompleted.Of(operation));
        // The writes behind it need not wait for it any more.
        await messages.PublishAsync(new AdvancePushes(operation.CompanyId, operation.ConnectionId));
    }
}

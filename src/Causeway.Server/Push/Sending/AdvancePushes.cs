using Causeway.Contracts;
using Wolverine.Attributes;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace Causeway.Server.Push.Sending;

/// <summary>There may be something to do for the writes of a connection. Harmless when there is not.</summary>
public sealed record AdvancePushes(CompanyId CompanyId, ConnectionId ConnectionId);

public static class AdvancePushesHandler
{
    // So many in one go, before other work gets its turn.
    private const int Share = 10;

    // Whatever goes wrong here goes wrong between us and our database: the writes stay where they are until it works again.
    public static void Configure(HandlerChain chain) =>
        chain
            .OnAnyException()
            .ScheduleRetryIndefinitely(
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(2)
            );

    /// <returns>The same message, if there is more to do.</returns>
    [NonTransactional]
    public static async Task<AdvancePushes?> HandleAsync(AdvancePushes message, PushLane lane, CancellationToken ct)
    {
        for (var i = 0; i < Share; i++)
        {
            if (!await lane.AdvanceAsync(message.CompanyId, message.ConnectionId, ct))
            {
                return null;
            }
        }

        return message;
    }
}

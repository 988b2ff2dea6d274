using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>Notes on the connection that a visit to Link came to nothing; its status stays.</summary>
public sealed class RecordLinkFailure(CausewayDb db, TimeProvider time)
{
    public async Task RunAsync(ConnectionId connectionId, LinkOutcome outcome, CancellationToken ct)
    {
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(c => c.Id == connectionId, ct);
        if (connection is null or { Status: ConnectionStatus.Linked })
        {
            return;
        }

        connection.AuthorizationFailed(
            outcome.StatusCode,
            outcome.StatusText,
            outcome.ErrorMessage ?? outcome.StatusText,
            time.GetUtcNow()
        );
        await db.SaveChangesAsync(ct);
    }
}

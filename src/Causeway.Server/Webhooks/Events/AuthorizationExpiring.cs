using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Tells the client that an authorization ends soon: nothing is saved then that the log of events could be written from.</summary>
public static class AuthorizationExpiringHandler
{
    public static async Task HandleAsync(
        ConnectionExpiring message,
        CausewayDb db,
        ConnectionBodies bodies,
        PublicUrls urls,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == message.ConnectionId, ct);
        // One that has ended meanwhile was told of already.
        if (
            connection is not { Status: ConnectionStatus.Linked }
            || await new CompanyLookup(db).FindAsync(connection.CompanyId, ct) is not { } company
        )
        {
            return;
        }

        var payload = new ExpiringPayload(
            company,
            bodies.From(connection) with
            {
                AdditionalProperties = null,
            },
            message.ExpiresOn,
            message.Days,
            urls.Connection(connection.CompanyId, connection.Id)
        );
        var json = EventJson.Default.EventBodyExpiringPayload;
        db.Add(EventDraft.Of(EventTypes.AuthorizationExpiring, payload, json, company, time, connection.Id));
    }
}

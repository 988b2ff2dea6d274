using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>
/// Notes on a connection that an attempt to authorize it came to nothing; its status stays. One that is linked works, whatever its user tried
/// since, and is not blamed for it.
/// </summary>
public sealed class RecordAuthorizationFailure(CausewayDb db, TimeProvider time)
{
    /// <summary>Notes it, unless the connection is linked or gone by now.</summary>
    public async Task RunAsync(
        ConnectionId connectionId,
        int statusCode,
        string statusText,
        string message,
        CancellationToken ct
    ) =>
        await db.RetryAsync<Connection>(async () =>
        {
            db.ChangeTracker.Clear();
            var connection = await db.Set<Connection>().SingleOrDefaultAsync(c => c.Id == connectionId, ct);
            if (connection is null)
            {
                return Refusal.NotFound($"Data connection {connectionId}");
            }

            connection.AuthorizationFailed(statusCode, statusText, message, time.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return connection;
        });

    /// <summary>Notes why it was refused, unless the connection is linked or gone by now.</summary>
    public Task RunAsync(ConnectionId connectionId, Refusal refusal, CancellationToken ct) =>
        RunAsync(
            connectionId,
            refusal.StatusCode,
            ReasonPhrases.GetReasonPhrase(refusal.StatusCode),
            refusal.Message,
            ct
        );

    /// <summary>Adds something worth knowing to the audit trail of a connection, if it is there.</summary>
    public async Task NoteAsync(ConnectionId connectionId, string what, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(c => c.Id == connectionId, ct);
        connection?.Note(ConnectionActor.CompanyUser, what, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }
}

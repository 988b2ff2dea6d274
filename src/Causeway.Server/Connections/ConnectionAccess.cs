using Causeway.Contracts;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Gives up what a connection holds to reach its source: here at once, in the caller's transaction, and at the source by a message.</summary>
public sealed class ConnectionAccess(CausewayDb db, GrantRelease release)
{
    /// <summary>Gives it up.</summary>
    /// <returns>The messages to send with the transaction.</returns>
    public async Task<IReadOnlyList<object>> GiveUpAsync(Connection connection, CancellationToken ct) =>
        await release.OfAsync(
            db,
            new LeavingConnection(connection.Id, connection.IntegrationKey, await IsSharedAsync(connection, ct)),
            ct
        );

    private Task<bool> IsSharedAsync(Connection connection, CancellationToken ct) =>
        connection.OrganisationId is null
            ? Task.FromResult(false)
            : db.Set<Connection>()
                .AnyAsync(
                    c =>
                        c.IntegrationKey == connection.IntegrationKey
                        && c.OrganisationId == connection.OrganisationId
                        && c.Status == ConnectionStatus.Linked
                        && c.Id != connection.Id,
                    ct
                );
}

using Causeway.Contracts;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Gives up what connections hold to reach their sources: here at once, in the caller's transaction, and at the source by a message.</summary>
public sealed class ConnectionAccess(CausewayDb db, GrantRelease release)
{
    /// <summary>Gives up what one connection holds.</summary>
    /// <returns>The messages to send with the transaction.</returns>
    public async Task<IReadOnlyList<object>> GiveUpAsync(Connection connection, CancellationToken ct) =>
        await release.OfAsync(
            db,
            new LeavingConnection(connection.Id, connection.IntegrationKey, await IsSharedAsync(connection, ct)),
            ct
        );

    /// <summary>Gives up what a company's connections hold, or one of them.</summary>
    public async Task<IReadOnlyList<object>> GiveUpAsync(CompanyId company, ConnectionId? only, CancellationToken ct)
    {
        var connections = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c => c.CompanyId == company && (only == null || c.Id == only))
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        var messages = new List<object>();
        foreach (var connection in connections)
        {
            messages.AddRange(await GiveUpAsync(connection, ct));
        }

        return messages;
    }

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

using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>Finds a company's connections as its user sees them: those whose system this server still knows.</summary>
public sealed class KnownConnections(CausewayDb db, ConnectorCatalog catalog)
{
    /// <summary>One of them.</summary>
    public async Task<KnownConnection?> FindAsync(CompanyId company, ConnectionId id, CancellationToken ct)
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id && c.CompanyId == company, ct);
        return connection is not null && catalog.TryGet(connection.IntegrationKey, out var entry)
            ? new KnownConnection(connection, entry)
            : null;
    }

    /// <summary>All of them, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<KnownConnection>> AllAsync(CompanyId company, CancellationToken ct)
    {
        var connections = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c => c.CompanyId == company)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        return
        [
            .. connections
                .Where(c => catalog.TryGet(c.IntegrationKey, out _))
                .Select(c => new KnownConnection(c, catalog.Get(c.IntegrationKey))),
        ];
    }
}

/// <summary>A connection, and its connector.</summary>
public sealed record KnownConnection(Connection Connection, CatalogEntry Entry);

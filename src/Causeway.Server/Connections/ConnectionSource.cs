using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Storage;

namespace Causeway.Server.Connections;

/// <summary>Opens what a connection holds, for a connector to work with.</summary>
public static class ConnectionSource
{
    /// <summary>What a connector needs to work for a connection.</summary>
    /// <exception cref="SourceException">The connection has no grant: it was given up.</exception>
    public static async Task<SourceConnection> ReadAsync(
        this Vault vault,
        CausewayDb db,
        Connection connection,
        CancellationToken ct
    ) =>
        new()
        {
            ConnectionId = connection.Id,
            Created = connection.Created,
            Values = await vault.ReadAsync(db, connection.Id, ct),
        };
}

using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Opens what a connection holds, for a connector to work with.</summary>
public sealed class ConnectionSources(Vault vault, AccessTokens tokens, SourceApplications applications)
{
    /// <summary>What a connector needs to work for a connection.</summary>
    /// <exception cref="SourceException">The connection has no credentials: they were given up.</exception>
    public async Task<SourceConnection> ReadAsync(CausewayDb db, Connection connection, CancellationToken ct)
    {
        var held = await db.Set<Credentials>()
            .Where(c => c.ConnectionId == connection.Id)
            .Select(c => new { c.SealedValues, c.GrantId })
            .SingleOrDefaultAsync(ct);
        return held is null
            ? throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, "The connection holds no credentials.")
            )
            : await WithAsync(db, connection, vault.Open(connection.Id, held.SealedValues), held.GrantId, ct);
    }

    /// <summary>What a connector needs to try an authorization that is not kept yet.</summary>
    public async Task<SourceConnection> WithAsync(
        CausewayDb db,
        Connection connection,
        IReadOnlyDictionary<string, Secret> values,
        GrantId? grant,
        CancellationToken ct
    ) =>
        new()
        {
            ConnectionId = connection.Id,
            Created = connection.Created,
            Values = values,
            Tokens = grant is { } id ? new SourceTokens(tokens, id) : null,
            Application = grant is null ? null : await applications.FindAsync(db, connection.IntegrationKey, ct),
        };
}

using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Secret = Causeway.Contracts.Secret;

namespace Causeway.Server.Grants;

/// <summary>Seals what reaches a source, with a key of each connection's own.</summary>
public sealed class Vault(IDataProtectionProvider protection)
{
    /// <summary>Encrypts a connection's values.</summary>
    public byte[] Seal(ConnectionId connection, IReadOnlyDictionary<string, Secret> values) =>
        ProtectorOf(connection)
            .Protect(
                JsonSerializer.SerializeToUtf8Bytes(
                    values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal)
                )
            );

    /// <summary>Decrypts a connection's values.</summary>
    public IReadOnlyDictionary<string, Secret> Open(ConnectionId connection, byte[] sealedValues) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(ProtectorOf(connection).Unprotect(sealedValues))!
            .ToDictionary(v => v.Key, v => new Secret(v.Value), StringComparer.Ordinal);

    /// <summary>A connection's values.</summary>
    /// <exception cref="SourceException">The connection has no grant: it was given up.</exception>
    public async Task<IReadOnlyDictionary<string, Secret>> ReadAsync(
        CausewayDb db,
        ConnectionId connection,
        CancellationToken ct
    )
    {
        var sealedValues = await db.Set<Grant>()
            .Where(g => g.ConnectionId == connection)
            .Select(g => g.SealedValues)
            .SingleOrDefaultAsync(ct);
        return sealedValues is null
            ? throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, "The connection holds no credentials.")
            )
            : Open(connection, sealedValues);
    }

    private IDataProtector ProtectorOf(ConnectionId connection) =>
        protection.CreateProtector("Causeway.Grants", connection.ToString());
}

using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Secret = Causeway.Contracts.Secret;

namespace Causeway.Server.Grants;

/// <summary>Seals secrets, with a key of each owner's own: what reaches a source for a connection, what signs for a webhook consumer.</summary>
public sealed class Vault(IDataProtectionProvider protection)
{
    /// <summary>Encrypts a connection's values.</summary>
    public byte[] Seal(ConnectionId connection, IReadOnlyDictionary<string, Secret> values) =>
        Seal(ProtectorOf(connection), values);

    /// <summary>Encrypts a webhook consumer's values.</summary>
    public byte[] Seal(WebhookId webhook, IReadOnlyDictionary<string, Secret> values) =>
        Seal(ProtectorOf(webhook), values);

    /// <summary>Decrypts a connection's values.</summary>
    public IReadOnlyDictionary<string, Secret> Open(ConnectionId connection, byte[] sealedValues) =>
        Open(ProtectorOf(connection), sealedValues);

    /// <summary>Decrypts a webhook consumer's values.</summary>
    public IReadOnlyDictionary<string, Secret> Open(WebhookId webhook, byte[] sealedValues) =>
        Open(ProtectorOf(webhook), sealedValues);

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

    private static byte[] Seal(IDataProtector protector, IReadOnlyDictionary<string, Secret> values) =>
        protector.Protect(
            JsonSerializer.SerializeToUtf8Bytes(
                values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal)
            )
        );

    private static Dictionary<string, Secret> Open(IDataProtector protector, byte[] sealedValues) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(protector.Unprotect(sealedValues))!
            .ToDictionary(v => v.Key, v => new Secret(v.Value), StringComparer.Ordinal);

    private IDataProtector ProtectorOf(ConnectionId connection) =>
        protection.CreateProtector("Causeway.Grants", connection.ToString());

    private IDataProtector ProtectorOf(WebhookId webhook) =>
        protection.CreateProtector("Causeway.Webhooks", webhook.ToString());
}

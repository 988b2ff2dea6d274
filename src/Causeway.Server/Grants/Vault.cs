using System.Security.Cryptography;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Server.Grants.Keys;
using Secret = Causeway.Contracts.Secret;

namespace Causeway.Server.Grants;

/// <summary>Seals secrets, each with a key of its own purpose, so that what was sealed for one row opens in no other.</summary>
public sealed class Vault(VaultKeys keys)
{
    /// <summary>Encrypts a connection's values.</summary>
    public byte[] Seal(ConnectionId connection, IReadOnlyDictionary<string, Secret> values) =>
        Seal(Of(connection), Write(values));

    /// <summary>Encrypts a webhook consumer's values.</summary>
    public byte[] Seal(WebhookId webhook, IReadOnlyDictionary<string, Secret> values) =>
        Seal(Of(webhook), Write(values));

    /// <summary>Decrypts a connection's values.</summary>
    public IReadOnlyDictionary<string, Secret> Open(ConnectionId connection, byte[] sealedValues) =>
        Read(Open(Of(connection), sealedValues));

    /// <summary>Decrypts a webhook consumer's values.</summary>
    public IReadOnlyDictionary<string, Secret> Open(WebhookId webhook, byte[] sealedValues) =>
        Read(Open(Of(webhook), sealedValues));

    /// <summary>Encrypts.</summary>
    /// <param name="purpose">What it is for, with the id of its row.</param>
    /// <param name="plain">The secret, which is wiped.</param>
    public byte[] Seal(SealPurpose purpose, byte[] plain)
    {
        var sealedBytes = keys.Protect(purpose, plain);
        CryptographicOperations.ZeroMemory(plain);
        return sealedBytes;
    }

    /// <summary>Decrypts.</summary>
    public byte[] Open(SealPurpose purpose, byte[] sealedBytes) => keys.Unprotect(purpose, sealedBytes);

    /// <summary>Whether something was sealed with the key that is used now.</summary>
    public bool IsCurrent(byte[] sealedBytes) => keys.IsCurrent(sealedBytes);

    /// <summary>The purpose of a connection's values.</summary>
    public static SealPurpose Of(ConnectionId connection) => new("Causeway.Grants", connection.ToString());

    /// <summary>The purpose of a webhook consumer's values.</summary>
    public static SealPurpose Of(WebhookId webhook) => new("Causeway.Webhooks", webhook.ToString());

    /// <summary>Values as they are sealed.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, Secret> values) =>
        JsonSerializer.SerializeToUtf8Bytes(
            values.ToDictionary(v => v.Key, v => v.Value.Reveal(), StringComparer.Ordinal)
        );

    /// <summary>Values as they were sealed.</summary>
    public static IReadOnlyDictionary<string, Secret> Read(byte[] plain)
    {
        var values = JsonSerializer
            .Deserialize<Dictionary<string, string>>(plain)!
            .ToDictionary(v => v.Key, v => new Secret(v.Value), StringComparer.Ordinal);
        CryptographicOperations.ZeroMemory(plain);
        return values;
    }
}

/// <summary>What a secret was sealed for.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Id">The row.</param>
public readonly record struct SealPurpose(string Name, string Id);

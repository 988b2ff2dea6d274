using System.Security.Cryptography;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Causeway.Server.Grants.Keys;

/// <summary>
/// The key ring as the vault uses it. A process keeps the ring in memory for a day; when it meets a secret that another process sealed with a key
/// that was made since, it reads the ring anew instead of failing.
/// </summary>
public sealed class VaultKeys(IServiceProvider services, ILoggerFactory loggers) : IDisposable
{
    private const int MagicLength = 4;

    /// <summary>How long a key's id is in what it sealed.</summary>
    public const int KeyIdLength = 16;

    /// <summary>The first byte of the key's id in what it sealed, counted from one as SQL does.</summary>
    public const int KeyIdFrom = MagicLength + 1;

    // The framework gives a key 90 days; a key is made two days before the last one ends, so there is always one.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private readonly Lock gate = new();
    private readonly List<ServiceProvider> rings = [];
    private readonly HashSet<Guid> readFor = [];
    private volatile IServiceProvider? reloaded;

    public byte[] Protect(SealPurpose purpose, byte[] plain) => Protector(purpose).Protect(plain);

    public byte[] Unprotect(SealPurpose purpose, byte[] sealedBytes)
    {
        try
        {
            return Protector(purpose).Unprotect(sealedBytes);
        }
        catch (CryptographicException) when (IsUnknown(KeyIdOf(sealedBytes)))
        {
            return Protector(purpose).Unprotect(sealedBytes);
        }
    }

    /// <summary>Whether something was sealed with the key that is used now.</summary>
    public bool IsCurrent(byte[] sealedBytes) => KeyIdOf(sealedBytes) == CurrentKeyId();

    /// <summary>The key that seals now.</summary>
    public Guid CurrentKeyId() => KeyIdOf(Protector(new SealPurpose("Causeway.Probe", "")).Protect([]));

    /// <summary>Makes a new key and seals with it from now on. What was sealed before stays readable.</summary>
    public Guid Rotate()
    {
        lock (gate)
        {
            // The framework goes by the machine's clock, whatever ours says.
            var now = TimeProvider.System.GetUtcNow();
            Reload().GetRequiredService<IKeyManager>().CreateNewKey(now, now + KeyLifetime);
            Reload();
            return CurrentKeyId();
        }
    }

    public void Dispose()
    {
        foreach (var one in rings)
        {
            one.Dispose();
        }
    }

    private IDataProtector Protector(SealPurpose purpose) =>
        (reloaded ?? services).GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose.Name, purpose.Id);

    // Reads the ring anew if the key was made since; once for each key, or damaged secrets would make it do so each time.
    private bool IsUnknown(Guid key)
    {
        lock (gate)
        {
            if (
                readFor.Contains(key)
                || !services.GetRequiredService<IKeyManager>().GetAllKeys().Any(k => k.KeyId == key)
            )
            {
                return false;
            }

            readFor.Add(key);
            Reload();
            return true;
        }
    }

    private ServiceProvider Reload()
    {
        var file = services.GetRequiredService<KeyFile>();
        var fresh = new ServiceCollection();
        fresh.AddSingleton(loggers);
        fresh.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        fresh.AddSingleton(file);
        fresh.AddDataProtection().SetApplicationName(KeyRing.ApplicationName);
        fresh.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new EntityFrameworkCoreXmlRepository<CausewayDb>(services, loggers);
            keys.XmlEncryptor = new KeyFileEncryptor(file);
        });
        var ring = fresh.BuildServiceProvider();
        rings.Add(ring);
        reloaded = ring;
        return ring;
    }

    // A protected payload begins with four bytes that say so, and the id of its key.
    private static Guid KeyIdOf(ReadOnlySpan<byte> payload) =>
        payload.Length < MagicLength + KeyIdLength ? Guid.Empty : new Guid(payload.Slice(MagicLength, KeyIdLength));
}

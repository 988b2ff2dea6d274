using System.Security.Cryptography;
using System.Xml.Linq;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Grants.Keys;

/// <summary>The keys that encrypt grants: in the database, where every process finds them, wrapped by a key file that is not in it.</summary>
public static class KeyRing
{
    /// <summary>What separates these keys from those of other programs.</summary>
    public const string ApplicationName = "Causeway";

    public static void Add(IServiceCollection services)
    {
        services.AddSettings<GrantsOptions>(GrantsOptions.Section);
        services.AddDataProtection().SetApplicationName(ApplicationName).PersistKeysToDbContext<CausewayDb>();
        services.AddSingleton(provider => Open(provider.GetRequiredService<IOptions<GrantsOptions>>().Value, provider));
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceProvider>(
                (keys, provider) => keys.XmlEncryptor = new KeyFileEncryptor(provider.GetRequiredService<KeyFile>())
            );
    }

    /// <summary>Makes sure that what was encrypted before can be decrypted now, rather than finding out at the first sync.</summary>
    /// <exception cref="SettingException">It can't: the key file is another one.</exception>
    public static void Check(IServiceProvider services)
    {
        foreach (var key in services.GetRequiredService<IKeyManager>().GetAllKeys())
        {
            try
            {
                key.CreateEncryptor();
            }
            catch (Exception e) when (e is CryptographicException or InvalidOperationException)
            {
                throw new SettingException(
                    KeyFile.Setting,
                    "does not name the key file that the key ring in the database was encrypted with, so no connection's credentials could be read. Set the one that was used before."
                );
            }
        }
    }

    private static KeyFile Open(GrantsOptions grants, IServiceProvider provider) =>
        grants.KeyFile is ""
            ? KeyFile.ReadOrCreate(
                Path.Combine(provider.GetRequiredService<ServerOptions>().DataDirectory, "causeway.key")
            )
            : KeyFile.Read(Path.GetFullPath(grants.KeyFile));
}

/// <summary>Wraps a key of the ring before it goes to the database.</summary>
public sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using var plain = new MemoryStream();
        plaintextElement.Save(plain, SaveOptions.DisableFormatting);
        var wrapped = Convert.ToBase64String(file.Wrap(plain.GetBuffer().AsSpan(0, (int)plain.Length)));
        CryptographicOperations.ZeroMemory(plain.GetBuffer());
        return new EncryptedXmlInfo(new XElement("wrappedKey", wrapped), typeof(KeyFileDecryptor));
    }
}

/// <summary>Unwraps a key of the ring; made by the framework by its name, which is in the database.</summary>
public sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var plain = services.GetRequiredService<KeyFile>().Unwrap(Convert.FromBase64String(encryptedElement.Value));
        using var stream = new MemoryStream(plain);
        var element = XElement.Load(stream);
        CryptographicOperations.ZeroMemory(plain);
        return element;
    }
}

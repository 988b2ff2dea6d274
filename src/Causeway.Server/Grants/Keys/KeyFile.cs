using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Causeway.Server.Storage;

namespace Causeway.Server.Grants.Keys;

/// <summary>The key outside the database that wraps the key ring inside it: whoever has only one of the two reads nothing.</summary>
public sealed class KeyFile
{
    /// <summary>The setting that names the file.</summary>
    public const string Setting = "Causeway:Grants:KeyFile";

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] key;

    private KeyFile(byte[] key) => this.key = key;

    /// <summary>Reads a file that somebody made.</summary>
    /// <exception cref="SettingException">It is not there, can't be read, or holds no key.</exception>
    public static KeyFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(Setting, $"names a file that can't be read: {e.Message}");
        }
    }

    /// <summary>Reads the file, and makes it if it is not there; of several processes that start at once, one makes it.</summary>
    public static KeyFile ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var turn = WaitForTurn($"{path}.lock");
            if (!File.Exists(path))
            {
                Create(path);
            }
        }

        return Read(path);
    }

    /// <summary>Encrypts with AES-256-GCM.</summary>
    /// <returns>Nonce, tag and ciphertext.</returns>
    public byte[] Wrap(ReadOnlySpan<byte> plain)
    {
        var wrapped = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            wrapped.AsSpan(0, NonceLength),
            plain,
            wrapped.AsSpan(NonceLength + TagLength),
            wrapped.AsSpan(NonceLength, TagLength)
        );
        return wrapped;
    }

    /// <summary>Decrypts what <see cref="Wrap"/> made.</summary>
    /// <exception cref="CryptographicException">It was wrapped with another key, or is damaged.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("A wrapped key is too short.");
        }

        var plain = new byte[wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            wrapped[..NonceLength],
            wrapped[(NonceLength + TagLength)..],
            wrapped.Slice(NonceLength, TagLength),
            plain
        );
        return plain;
    }

    /// <summary>A key for another purpose, the same each time, from which this one can't be found out.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, info: Encoding.UTF8.GetBytes(purpose));

    // A lock, because moving a file to a name that nobody has is not one step everywhere.
    private static FileStream WaitForTurn(string path)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            if (LockFile.TryTake(path) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(20); // another process makes the key: it takes a moment
        }

        throw new SettingException(
            Setting,
            $"names no file, and another process has been making one for too long: {path} is locked."
        );
    }

    // Written whole under another name first: a process that is killed here leaves no half of a key.
    private static void Create(string path)
    {
        var unfinished = $"{path}.new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, OwnersAlone))
        {
            file.Write(
                Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)) + "\n")
            );
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }

    private static FileStreamOptions OwnersAlone
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return options;
        }
    }

    private static KeyFile Parse(string text)
    {
        var base64 = text.Trim();
        return
            Base64.IsValid(base64, out var length)
            && length == KeyLength
            && Convert.FromBase64String(base64) is { Length: KeyLength } key
            ? new KeyFile(key)
            : throw new SettingException(
                Setting,
                $"names a file that holds no key: {KeyLength} random bytes in base64 are wanted (openssl rand -base64 {KeyLength})."
            );
    }
}

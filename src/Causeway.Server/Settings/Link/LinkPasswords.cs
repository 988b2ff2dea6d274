using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Causeway.Contracts;
using Causeway.Server.Grants.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Settings.Link;

/// <summary>
/// The passwords in Link's addresses (<c>?otp=</c>), where they are required: each good for one company, one use and one day. It is signed and not
/// stored, so that an answer that contains one costs no write; what is stored is the hash of one that was used.
/// </summary>
public sealed class LinkPasswords(KeyFile file, LinkPasswordRule rule, TimeProvider time)
{
    /// <summary>How long one is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int NonceLength = 10;
    private const int ExpiryLength = 4;
    private const int MacLength = 16;
    private const int Length = NonceLength + ExpiryLength + MacLength;

    private readonly byte[] key = file.Derive("Causeway.Link.Passwords");

    /// <summary>An address of Link, with a password if one is required.</summary>
    public string Protect(string address, CompanyId company) =>
        rule.IsRequired ? $"{address}?otp={Make(company)}" : address;

    /// <summary>A new password.</summary>
    public string Make(CompanyId company)
    {
        Span<byte> password = stackalloc byte[Length];
        RandomNumberGenerator.Fill(password[..NonceLength]);
        var expires = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds() / 60;
        BinaryPrimitives.WriteUInt32BigEndian(password[NonceLength..], (uint)expires);
        Sign(password, company, password[^MacLength..]);
        return Base64Url.EncodeToString(password);
    }

    /// <summary>Whether it is one of ours for the company, and until when it is good.</summary>
    public DateTimeOffset? ExpiryOf(string password, CompanyId company)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (
            password.Length != Base64Url.GetEncodedLength(Length)
            || !Base64Url.TryDecodeFromChars(password, bytes, out var written)
            || written != Length
        )
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[MacLength];
        Sign(bytes, company, expected);
        return CryptographicOperations.FixedTimeEquals(expected, bytes[^MacLength..])
            ? DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[NonceLength..]) * 60L)
            : null;
    }

    private void Sign(ReadOnlySpan<byte> password, CompanyId company, Span<byte> mac)
    {
        Span<byte> signed = stackalloc byte[NonceLength + ExpiryLength + 16];
        password[..(NonceLength + ExpiryLength)].CopyTo(signed);
        company.Value.TryWriteBytes(signed[(NonceLength + ExpiryLength)..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed, whole);
        whole[..MacLength].CopyTo(mac);
    }
}

/// <summary>A password that was used, so that it is not used again; forgotten when it would be too old anyway.</summary>
public sealed class UsedLinkPassword(byte[] hash, DateTimeOffset expires)
{
    public byte[] Hash { get; private set; } = hash;

    public DateTimeOffset Expires { get; private set; } = expires;
}

internal sealed class UsedLinkPasswordTable : IEntityTypeConfiguration<UsedLinkPassword>
{
    public void Configure(EntityTypeBuilder<UsedLinkPassword> used)
    {
        used.ToTable("used_link_passwords");
        used.HasKey(p => p.Hash);
        used.Property(p => p.Hash).HasMaxLength(32);
        used.Property(p => p.Expires);
    }
}

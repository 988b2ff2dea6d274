using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Access.Embedding;

/// <summary>Makes and reads company access tokens: sealed by the server's key ring, so that nothing is stored and every process can read them.</summary>
public sealed class CompanyTokens(
    IDataProtectionProvider protection,
    IOptions<EmbeddingOptions> options,
    TimeProvider time
)
{
    private const int LongestText = 1024;

    // The company, when it ends (seconds since 1970), what it is for.
    private const int Length = 16 + 8 + 1;

    private readonly IDataProtector protector = protection.CreateProtector("Causeway.Access.CompanyToken");

    /// <summary>How long a token that is made now is good.</summary>
    public TimeSpan Lifetime => options.Value.TokenLifetime;

    /// <summary>Makes a token.</summary>
    public string Give(CompanyId company, TokenPurpose purpose)
    {
        var content = new byte[Length];
        company.Value.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(16), (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        content[24] = (byte)purpose;
        return Base64Url.EncodeToString(protector.Protect(content));
    }

    /// <summary>What a token says, or null if it is not one of ours, or has ended.</summary>
    public CompanyToken? Read(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        byte[] content;
        try
        {
            content = protector.Unprotect(Base64Url.DecodeFromChars(text));
        }
        catch (CryptographicException)
        {
            return null;
        }

        return
            content.Length == Length
            && BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(16)) > time.GetUtcNow().ToUnixTimeSeconds()
            ? new CompanyToken(
                CompanyId.From(new Guid(content.AsSpan(0, 16), bigEndian: true)),
                (TokenPurpose)content[24]
            )
            : null;
    }
}

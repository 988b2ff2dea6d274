using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link;

/// <summary>An instant that only this server can have written, to the second.</summary>
public static class SealedInstant
{
    public static string Seal(IDataProtector protector, DateTimeOffset instant) =>
        protector.Protect(instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The instant, or null if the text is none of ours.</summary>
    public static DateTimeOffset? Open(IDataProtector protector, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(
                long.Parse(protector.Unprotect(text), CultureInfo.InvariantCulture)
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

using System.Security.Cryptography;
using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link;

/// <summary>Proves that the user agreed to share before authorizing: a sealed text in the form, good for an hour and for one connection.</summary>
public sealed class ConsentProof(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Give(ConnectionId connection) =>
        Protector(connection)
            .Protect(time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));

    public bool IsGiven(ConnectionId connection, string? proof)
    {
        if (string.IsNullOrEmpty(proof))
        {
            return false;
        }

        try
        {
            var given = long.Parse(
                Protector(connection).Unprotect(proof),
                System.Globalization.CultureInfo.InvariantCulture
            );
            return time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(given) < Lifetime;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private IDataProtector Protector(ConnectionId connection) =>
        protection.CreateProtector("Causeway.Link.Consent", connection.ToString());
}

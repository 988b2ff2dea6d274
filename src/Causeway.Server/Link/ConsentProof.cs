using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link;

/// <summary>Proves that the user agreed to share before authorizing: a sealed text in the form, good for an hour and for one connection.</summary>
public sealed class ConsentProof(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Give(ConnectionId connection) => SealedInstant.Seal(Protector(connection), time.GetUtcNow());

    public bool IsGiven(ConnectionId connection, string? proof) =>
        time.GetUtcNow() - SealedInstant.Open(Protector(connection), proof) < Lifetime;

    private IDataProtector Protector(ConnectionId connection) =>
        protection.CreateProtector("Causeway.Link.Consent", connection.ToString());
}

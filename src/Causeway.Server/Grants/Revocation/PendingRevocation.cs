using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants.Revocation;

/// <summary>Access that was given up here and must still end at the source. It holds what that takes, encrypted, and goes when it is done.</summary>
public sealed class PendingRevocation
{
    private PendingRevocation() { }

    public PendingRevocation(Guid id, string integrationKey, ConnectionId connection, DateTimeOffset now)
    {
        Id = id;
        IntegrationKey = integrationKey;
        ConnectionId = connection;
        Since = now;
    }

    public Guid Id { get; private set; }

    public string IntegrationKey { get; private set; } = "";

    /// <summary>The connection that had it, which may be gone.</summary>
    public ConnectionId ConnectionId { get; private set; }

    /// <summary>The grant, while others still use it: its tokens are theirs to renew.</summary>
    public GrantId? GrantId { get; private set; }

    /// <summary>The tokens, if nobody else uses them; sealed.</summary>
    public byte[]? SealedTokens { get; private set; }

    /// <summary>The connection's values; sealed.</summary>
    public byte[]? SealedValues { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public int Attempts { get; private set; }

    public void Hold(GrantId? grant, byte[]? sealedTokens, byte[]? sealedValues) =>
        (GrantId, SealedTokens, SealedValues) = (grant, sealedTokens, sealedValues);

    /// <summary>The tokens had to be renewed for it.</summary>
    public void Renew(byte[] sealedTokens) => SealedTokens = sealedTokens;

    /// <summary>It could not be done, and is tried again.</summary>
    /// <returns>After how long.</returns>
    public TimeSpan Failed()
    {
        Attempts++;
        var wait = TimeSpan.FromSeconds(5) * Math.Pow(2, Math.Min(Attempts, 14));
        return wait < TimeSpan.FromHours(6) ? wait : TimeSpan.FromHours(6);
    }
}

internal sealed class PendingRevocationTable : IEntityTypeConfiguration<PendingRevocation>
{
    public void Configure(EntityTypeBuilder<PendingRevocation> revocation)
    {
        revocation.ToTable("pending_revocations");
        revocation.HasKey(r => r.Id);
        revocation.Property(r => r.IntegrationKey).HasMaxLength(8);
    }
}

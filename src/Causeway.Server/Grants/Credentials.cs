using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants;

/// <summary>
/// What one connection holds to reach its source: what its user entered and chose, encrypted, in a row of its own, so that nothing else
/// rewrites it. The tokens of an OAuth authorization are a <see cref="Tokens.Grant"/>, which several connections can share.
/// </summary>
public sealed class Credentials
{
    private Credentials() { }

    public Credentials(CompanyId companyId, ConnectionId connectionId, byte[] sealedValues, DateTimeOffset now)
    {
        CompanyId = companyId;
        ConnectionId = connectionId;
        SealedValues = sealedValues;
        Updated = now;
    }

    public ConnectionId ConnectionId { get; private set; }

    public CompanyId CompanyId { get; private set; }

    /// <summary>The values by field name, as the <see cref="Vault"/> sealed them.</summary>
    public byte[] SealedValues { get; private set; } = [];

    /// <summary>The tokens, if the connection was authorized by OAuth.</summary>
    public GrantId? GrantId { get; private set; }

    public DateTimeOffset Updated { get; private set; }

    /// <summary>Counts replacements; of two that race, one fails.</summary>
    public int Generation { get; private set; }

    public void Replace(byte[] sealedValues, DateTimeOffset now)
    {
        SealedValues = sealedValues;
        Updated = now;
        Generation++;
    }

    /// <summary>Uses these tokens from now on.</summary>
    public void Use(GrantId? grant) => GrantId = grant;
}

internal sealed class CredentialsTable : IEntityTypeConfiguration<Credentials>
{
    public void Configure(EntityTypeBuilder<Credentials> credentials)
    {
        credentials.ToTable("credentials");
        credentials.HasKey(c => c.ConnectionId);
        credentials.Property(c => c.Generation).IsConcurrencyToken();
        credentials.HasOne<Tokens.Grant>().WithMany().HasForeignKey(c => c.GrantId).OnDelete(DeleteBehavior.Restrict);
        credentials.HasIndex(c => c.GrantId);
    }
}

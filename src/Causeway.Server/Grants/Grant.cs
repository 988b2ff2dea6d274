using Causeway.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants;

/// <summary>What a source gave us or a user entered to reach it: encrypted, in a row of its own, so that nothing else rewrites it.</summary>
public sealed class Grant
{
    private Grant() { }

    public Grant(CompanyId companyId, ConnectionId connectionId, byte[] sealedValues, DateTimeOffset now)
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

    public DateTimeOffset Updated { get; private set; }

    /// <summary>Counts replacements; of two that race, one fails.</summary>
    public int Generation { get; private set; }

    public void Replace(byte[] sealedValues, DateTimeOffset now)
    {
        SealedValues = sealedValues;
        Updated = now;
        Generation++;
    }
}

internal sealed class GrantTable : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> grant)
    {
        grant.ToTable("grants");
        grant.HasKey(g => g.ConnectionId);
        grant.Property(g => g.Generation).IsConcurrencyToken();
    }
}

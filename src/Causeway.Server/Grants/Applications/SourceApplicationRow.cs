using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Grants.Applications;

/// <summary>The application as which this server is known at the sources of one integration: its client id, and its client secret, encrypted.</summary>
public sealed class SourceApplicationRow
{
    private SourceApplicationRow() { }

    public SourceApplicationRow(string integrationKey) => IntegrationKey = integrationKey;

    public string IntegrationKey { get; private set; } = "";

    public string ClientId { get; private set; } = "";

    /// <summary>As the <see cref="Vault"/> sealed it; null for an application without one.</summary>
    public byte[]? SealedSecret { get; private set; }

    public DateTimeOffset Updated { get; private set; }

    /// <summary>Why the source refuses the application, if it does.</summary>
    public string? Problem { get; private set; }

    public DateTimeOffset? ProblemSince { get; private set; }

    public void Set(string clientId, byte[]? sealedSecret, DateTimeOffset now) =>
        (ClientId, SealedSecret, Updated, Problem, ProblemSince) = (clientId, sealedSecret, now, null, null);
}

internal sealed class SourceApplicationTable : IEntityTypeConfiguration<SourceApplicationRow>
{
    public void Configure(EntityTypeBuilder<SourceApplicationRow> application)
    {
        application.ToTable("source_applications");
        application.HasKey(a => a.IntegrationKey);
        application.Property(a => a.IntegrationKey).HasMaxLength(8);
    }
}

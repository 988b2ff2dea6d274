using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Causeway.Server.Connections;

internal sealed class ConnectionTable
    : IEntityTypeConfiguration<Connection>,
        IEntityTypeConfiguration<ConnectionEvent>,
        IEntityTypeConfiguration<ConnectionError>
{
    /// <summary>The index that lets one accounting connection (and one bank feed) of a company be linked, whoever races.</summary>
    public const string OneLinkedIndex = "ix_connections_one_linked";

    public void Configure(EntityTypeBuilder<Connection> connection)
    {
        connection.ToTable("connections");
        connection.HasKey(c => c.Id);
        connection.Property(c => c.Version).IsConcurrencyToken();
        connection.Property(c => c.IntegrationKey).HasMaxLength(8);
        connection
            .Property(c => c.ConnectionInfo)
            .HasConversion(
                new ValueConverter<Dictionary<string, string>, string>(
                    info => JsonSerializer.Serialize(info, JsonSerializerOptions.Default),
                    text => JsonSerializer.Deserialize<Dictionary<string, string>>(text, JsonSerializerOptions.Default)!
                ),
                new ValueComparer<Dictionary<string, string>>(
                    (a, b) => a == b || (a != null && b != null && a.Count == b.Count && !a.Except(b).Any()),
                    info => info.Count,
                    info => new Dictionary<string, string>(info)
                )
            );
        connection.HasMany(c => c.Errors).WithOne().HasForeignKey(e => e.ConnectionId).OnDelete(DeleteBehavior.Cascade);
        connection.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.ConnectionId).OnDelete(DeleteBehavior.Cascade);
        connection
            .HasIndex(c => new { c.CompanyId, c.SourceType }, OneLinkedIndex)
            .IsUnique()
            .HasFilter("status = 'Linked' AND source_type IN ('Accounting', 'BankFeed')");
        connection.HasIndex(c => new { c.CompanyId, c.Id });
        connection.HasIndex(c => c.Status);
    }

    public void Configure(EntityTypeBuilder<ConnectionEvent> @event)
    {
        @event.ToTable("connection_events");
        @event.HasKey(e => e.Sequence);
        @event.HasIndex(e => new { e.ConnectionId, e.Sequence });
    }

    public void Configure(EntityTypeBuilder<ConnectionError> error)
    {
        error.ToTable("connection_errors");
        error.HasKey(e => e.Id);
        error.HasIndex(e => e.ConnectionId);
    }
}

using Causeway.Server.Grants;
using Causeway.Server.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Causeway.Server.Connections;

internal sealed class ConnectionTable : IEntityTypeConfiguration<Connection>, IEntityTypeConfiguration<ConnectionEvent>
{
    /// <summary>The index that lets one accounting connection (and one bank feed) of a company be linked, whoever races.</summary>
    public const string OneLinkedIndex = "ix_connections_one_linked";

    /// <summary>Its columns, which is how SQLite names it.</summary>
    public const string OneLinkedColumns = "connections.company_id, connections.source_type";

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
                    info => StoredConnectionJson.Write(info),
                    text => StoredConnectionJson.ReadInfo(text)
                ),
                new ValueComparer<Dictionary<string, string>>(
                    (a, b) => a == b || (a != null && b != null && a.Count == b.Count && !a.Except(b).Any()),
                    info => info.Count,
                    info => new Dictionary<string, string>(info)
                )
            );
        connection
            .Property(c => c.Errors)
            .HasConversion(
                new ValueConverter<IReadOnlyList<ConnectionError>, string>(
                    errors => StoredConnectionJson.Write(errors),
                    text => StoredConnectionJson.ReadErrors(text)
                ),
                // The list is never changed, only replaced.
                new ValueComparer<IReadOnlyList<ConnectionError>>(
                    (a, b) => ReferenceEquals(a, b),
                    errors => errors.Count,
                    errors => errors
                )
            );
        connection.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.ConnectionId).OnDelete(DeleteBehavior.Cascade);
        // What others keep for a connection goes with it.
        connection
            .HasOne<Credentials>()
            .WithOne()
            .HasForeignKey<Credentials>(g => g.ConnectionId)
            .OnDelete(DeleteBehavior.Cascade);
        connection
            .HasMany<SourceDocument>()
            .WithOne()
            .HasForeignKey(d => d.ConnectionId)
            .OnDelete(DeleteBehavior.Cascade);
        connection
            .HasIndex(c => new { c.CompanyId, c.SourceType }, OneLinkedIndex)
            .IsUnique()
            .HasFilter("status = 'Linked' AND source_type IN ('Accounting', 'BankFeed') AND NOT takes_files");
        connection.HasIndex(c => new { c.CompanyId, c.Id });
        connection.HasIndex(c => new { c.Status, c.CompanyId });
        connection.HasIndex(c => new { c.Created, c.Id });
    }

    public void Configure(EntityTypeBuilder<ConnectionEvent> @event)
    {
        @event.ToTable("connection_events");
        @event.HasKey(e => e.Sequence);
        @event.Property(e => e.ActorName).HasMaxLength(Actor.MaxNameLength);
        @event.HasIndex(e => new { e.ConnectionId, e.Sequence });
    }
}

using System.Text.Json;
using Causeway.Server.Companies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Causeway.Server.Push;

internal sealed class PushTable : IEntityTypeConfiguration<PushOperation>, IEntityTypeConfiguration<PushOperationEvent>
{
    /// <summary>The index of the writes that failed, over all companies.</summary>
    public const string FailedIndex = "ix_push_operations_failed";

    /// <summary>Whether a write failed, as its index says it.</summary>
    public const string HasFailed = "state IN ('Failed', 'TimedOut')";

    public void Configure(EntityTypeBuilder<PushOperation> operation)
    {
        operation.ToTable("push_operations");
        operation.HasKey(o => o.Sequence);
        operation.Property(o => o.Version).IsConcurrencyToken();
        operation
            .Property(o => o.Findings)
            .HasConversion(
                new ValueConverter<List<PushFinding>, string>(
                    findings => JsonSerializer.Serialize(findings, JsonSerializerOptions.Default),
                    text => JsonSerializer.Deserialize<List<PushFinding>>(text, JsonSerializerOptions.Default)!
                ),
                new ValueComparer<List<PushFinding>>(
                    (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
                    findings => findings.Count,
                    findings => findings.ToList()
                )
            );
        operation.HasIndex(o => o.Key).IsUnique();
        operation.HasIndex(o => new { o.CompanyId, o.Sequence });
        // The writes of a connection that are not done yet: few, in a table that only grows.
        operation
            .HasIndex(o => new { o.ConnectionId, o.Sequence }, "ix_push_operations_unsettled")
            .HasFilter("state IN ('Pending', 'Sending', 'Uncertain')");
        operation.HasIndex(o => o.Sequence, FailedIndex).HasFilter(HasFailed);
        // The history is the company's: it outlives the connection.
        operation.HasOne<Company>().WithMany().HasForeignKey(o => o.CompanyId).OnDelete(DeleteBehavior.Cascade);
        operation
            .HasMany(o => o.Events)
            .WithOne()
            .HasForeignKey(e => e.OperationSequence)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PushOperationEvent> @event)
    {
        @event.ToTable("push_operation_events");
        @event.HasKey(e => e.Sequence);
        @event.HasIndex(e => new { e.OperationSequence, e.Sequence });
    }
}

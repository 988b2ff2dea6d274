using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Sync.Datasets;

internal sealed class DatasetTable
    : IEntityTypeConfiguration<Dataset>,
        IEntityTypeConfiguration<DatasetEvent>,
        IEntityTypeConfiguration<DatasetIssue>,
        IEntityTypeConfiguration<SyncStream>
{
    /// <summary>The index that lets one dataset of a connection and data type be active, whoever races.</summary>
    public const string OneActiveIndex = "ix_datasets_one_active";

    /// <summary>The index of the data types whose last read failed.</summary>
    public const string FailingIndex = "ix_sync_streams_failing";

    /// <summary>The index of the datasets that failed, by when they ended.</summary>
    public const string FailedIndex = "ix_datasets_failed";

    /// <summary>Whether the last read of a data type failed, as its index says it.</summary>
    public const string IsFailing = $"latest_status IN {Errored}";

    /// <summary>Whether a dataset failed, as its index says it.</summary>
    public const string HasFailed = $"status IN {Errored}";

    private const string Errored =
        "('FetchError', 'MapError', 'ValidationError', 'ProcessingError', 'InternalError', 'AuthError', 'PermissionsError', 'RateLimitError', 'PrerequisiteNotMet')";

    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    public void Configure(EntityTypeBuilder<Dataset> dataset)
    {
        dataset.ToTable("datasets");
        dataset.HasKey(d => new { d.CompanyId, d.Id });
        dataset.Property(d => d.Version).IsConcurrencyToken();
        AsJson(dataset.Property(d => d.Plan));
        AsJson(dataset.Property(d => d.Counts));
        dataset.Ignore(d => d.IsActive);
        dataset.Ignore(d => d.Progress);
        dataset.HasMany(d => d.Events).WithOne().HasForeignKey(e => new { e.CompanyId, e.DatasetId });
        dataset
            .HasIndex(
                d => new
                {
                    d.CompanyId,
                    d.ConnectionId,
                    d.DataType,
                },
                OneActiveIndex
            )
            .IsUnique()
            .HasFilter("ended IS NULL");
        dataset.HasIndex(d => new { d.CompanyId, d.Requested });
        dataset.HasIndex(d => new { d.CompanyId, d.ConnectionId });
        // The history over all companies, of which few have failed.
        dataset.HasIndex(d => d.Ended);
        dataset.HasIndex(d => d.Ended, FailedIndex).HasFilter(HasFailed);
    }

    public void Configure(EntityTypeBuilder<DatasetEvent> @event)
    {
        @event.ToTable("dataset_events");
        @event.HasKey(e => new
        {
            e.CompanyId,
            e.DatasetId,
            e.Number,
        });
    }

    public void Configure(EntityTypeBuilder<DatasetIssue> issue)
    {
        issue.ToTable("dataset_issues");
        issue.HasKey(i => new
        {
            i.CompanyId,
            i.DatasetId,
            i.Number,
        });
    }

    public void Configure(EntityTypeBuilder<SyncStream> stream)
    {
        stream.ToTable("sync_streams");
        stream.HasKey(s => new
        {
            s.CompanyId,
            s.ConnectionId,
            s.DataType,
        });
        stream.Property(s => s.Version).IsConcurrencyToken();
        // What fails now, over all companies: few, and the only rows in it.
        stream.HasIndex(s => s.LatestEnded, FailingIndex).HasFilter(IsFailing);
    }

    // Immutable values that are read and written whole.
    private static void AsJson<T>(PropertyBuilder<T> property)
        where T : class =>
        property.HasConversion(
            value => Write(value),
            text => Read<T>(text),
            new ValueComparer<T>((a, b) => Equals(a, b), value => value.GetHashCode(), value => value)
        );

    // Not private: the compiled model calls them.
    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    internal static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;
}

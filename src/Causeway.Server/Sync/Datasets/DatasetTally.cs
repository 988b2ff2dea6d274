using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Sync.Datasets;

/// <summary>
/// How many datasets ended in an hour, and how: kept by a trigger, because counting millions of datasets for a chart would take seconds. In
/// several rows, so that those who end datasets at once do not wait for each other.
/// </summary>
public sealed class DatasetTally
{
    private DatasetTally() { }

    /// <summary>The hour, in UTC, as <c>2026-05-03T14</c>.</summary>
    public string Hour { get; private set; } = "";

    /// <summary>How they ended.</summary>
    public DatasetStatus Status { get; private set; }

    public int Stripe { get; private set; }

    public long Count { get; private set; }

    /// <summary>An instant's hour as the rows have it.</summary>
    public static string HourOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Makes the trigger unless it is there. Called under the start lock.</summary>
    public static async Task EnsureAsync(DatabaseOptions database, CancellationToken ct)
    {
        await using var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = connection.Command(database.Kind is DatabaseKind.Sqlite ? Sqlite : Postgres);
        await command.ExecuteNonQueryAsync(ct);
    }

    private const string Sqlite = """
        CREATE TRIGGER IF NOT EXISTS tally_datasets AFTER UPDATE OF ended ON datasets
        WHEN OLD.ended IS NULL AND NEW.ended IS NOT NULL
        BEGIN
            INSERT INTO dataset_tallies (hour, status, stripe, count)
            VALUES (replace(substr(NEW.ended, 1, 13), ' ', 'T'), NEW.status, 0, 1)
            ON CONFLICT (hour, status, stripe) DO UPDATE SET count = count + 1;
        END;
        """;

    private const string Postgres = """
        DO $make$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'tally_datasets' AND tgrelid = 'datasets'::regclass) THEN
            CREATE OR REPLACE FUNCTION tally_dataset() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO dataset_tallies (hour, status, stripe, count)
                VALUES (to_char(NEW.ended AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24'), NEW.status, floor(random() * 16)::int, 1)
                ON CONFLICT (hour, status, stripe) DO UPDATE SET count = dataset_tallies.count + 1;
                RETURN NULL;
            END $$;
            CREATE TRIGGER tally_datasets AFTER UPDATE OF ended ON datasets
                FOR EACH ROW WHEN (OLD.ended IS NULL AND NEW.ended IS NOT NULL) EXECUTE FUNCTION tally_dataset();
        END IF;
        END $make$;
        """;
}

internal sealed class DatasetTallyTable : IEntityTypeConfiguration<DatasetTally>
{
    public void Configure(EntityTypeBuilder<DatasetTally> tally)
    {
        tally.ToTable("dataset_tallies");
        tally.HasKey(t => new
        {
            t.Hour,
            t.Status,
            t.Stripe,
        });
        tally.Property(t => t.Hour).HasMaxLength(13);
    }
}

using Causeway.Contracts;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Sync.Datasets;

/// <summary>What is known over all datasets of one data type of one connection: where the next one may go on, and how fresh the data is.</summary>
public sealed class SyncStream
{
    private SyncStream() { }

    public SyncStream(CompanyId companyId, ConnectionId connectionId, DataType dataType)
    {
        CompanyId = companyId;
        ConnectionId = connectionId;
        DataType = dataType;
    }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DataType DataType { get; private set; } = null!;

    public DatasetId? LatestDatasetId { get; private set; }

    public DatasetStatus LatestStatus { get; private set; }

    /// <summary>When the latest dataset was asked for.</summary>
    public DateTimeOffset? LatestRequested { get; private set; }

    /// <summary>When the latest dataset that ended did so; the schedule counts from there.</summary>
    public DateTimeOffset? LatestEnded { get; private set; }

    public DatasetId? LatestSuccessfulDatasetId { get; private set; }

    /// <summary>As of when the data is: when the last successful dataset ended.</summary>
    public DateTimeOffset? LastSuccessfulSync { get; private set; }

    /// <summary>The number of the latest read; each gets the next.</summary>
    public long Generation { get; private set; }

    /// <summary>From where the next read may ask for changes only.</summary>
    public string? Watermark { get; private set; }

    /// <summary>The window setting of the last complete read.</summary>
    public string Window { get; private set; } = "";

    /// <summary>Ids that the source lists and never delivers, as known from the last comparison: no reason to read everything again.</summary>
    public long KnownMissing { get; private set; }

    public int Version { get; private set; }

    public void Queued(Dataset dataset)
    {
        LatestDatasetId = dataset.Id;
        LatestRequested = dataset.Requested;
        Note(dataset);
    }

    /// <summary>Gives the next read its number.</summary>
    public long NextGeneration()
    {
        Version++;
        return ++Generation;
    }

    /// <summary>The latest dataset moved.</summary>
    public void Note(Dataset dataset)
    {
        if (dataset.Id != LatestDatasetId)
        {
            return;
        }

        Version++;
        LatestStatus = dataset.Status;
        LatestEnded = dataset.Ended ?? LatestEnded;
    }

    /// <summary>A read came to its good end.</summary>
    public void Succeeded(Dataset dataset, DateTimeOffset now)
    {
        LatestSuccessfulDatasetId = dataset.Id;
        LastSuccessfulSync = now;
        Window = dataset.Plan.Window;
        Watermark = dataset.Watermark ?? (dataset.Plan.ReadsEverything ? null : Watermark);
        if (dataset.Plan.ListsIds && dataset.Counts.Missing > KnownMissing)
        {
            // The changes did not bring what exists: read everything next time, once.
            Watermark = null;
        }

        if (dataset.Plan.ListsIds)
        {
            KnownMissing = dataset.Counts.Missing;
        }

        Note(dataset);
    }

    /// <summary>The next read must bring everything.</summary>
    public void ForgetWatermark()
    {
        Watermark = null;
        Version++;
    }
}

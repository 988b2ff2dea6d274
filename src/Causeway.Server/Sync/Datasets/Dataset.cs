using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Sync.Datasets;

/// <summary>One run that reads one data type of one connection. The only place where its status changes; knows neither HTTP nor the database.</summary>
public sealed class Dataset
{
    private static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(15);

    private Dataset() { }

    public Dataset(
        DatasetId id,
        CompanyId companyId,
        ConnectionId connectionId,
        DataType dataType,
        DatasetCause cause,
        int order,
        DateTimeOffset now
    )
    {
        Id = id;
        CompanyId = companyId;
        ConnectionId = connectionId;
        DataType = dataType;
        Cause = cause;
        Order = order;
        Requested = now;
        Record(null, cause.ToString(), now);
        Become(DatasetStatus.Queued, "It waits for its turn.", now);
    }

    public DatasetId Id { get; private set; }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DataType DataType { get; private set; } = null!;

    /// <summary>Why it was made.</summary>
    public DatasetCause Cause { get; private set; }

    /// <summary>Its place among those of a connection that wait: lower first.</summary>
    public int Order { get; private set; }

    public DatasetStatus Status { get; private set; } = DatasetStatus.Initial;

    public string? StatusDescription { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset Requested { get; private set; }

    public DateTimeOffset? Started { get; private set; }

    /// <summary>When it came to its end, good or bad; null while it is active, of which there is one for each connection and data type.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>What it reads: set when it starts.</summary>
    public DatasetPlan Plan { get; private set; } = DatasetPlan.None;

    /// <summary>Which kind of slice comes next.</summary>
    public DatasetPhase Phase { get; private set; }

    /// <summary>The number of the next slice: a message for another one is late, and is dropped.</summary>
    public int Slice { get; private set; }

    /// <summary>Where the next slice starts at the source.</summary>
    public string? Cursor { get; private set; }

    /// <summary>From where a later read may ask for changes only, once the last page was read.</summary>
    public string? Watermark { get; private set; }

    /// <summary>How often in a row the source failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Since when it has been failing without a success between.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public DatasetCounts Counts { get; private set; } = DatasetCounts.None;

    /// <summary>When it last got on, or will if it waits for the source: one that has not for long has lost its message.</summary>
    public DateTimeOffset Alive { get; private set; }

    /// <summary>Counts the changes: of two that race, one fails.</summary>
    public int Version { get; private set; }

    /// <summary>The audit trail; loaded only to be added to.</summary>
    public List<DatasetEvent> Events { get; private set; } = [];

    /// <summary>How many moves there were, which numbers the audit trail.</summary>
    public int Moves { get; private set; }

    public bool IsActive => Ended is null;

    /// <summary>From 0 to 100, for people who watch.</summary>
    public int Progress =>
        Status switch
        {
            _ when !IsActive => 100,
            DatasetStatus.Initial or DatasetStatus.Queued => 10,
            DatasetStatus.Validating => 80,
            DatasetStatus.Processing => 90,
            _ when Phase is DatasetPhase.Ids => 70,
            _ when Counts.Expected is { } expected && expected > 0 => 15
                + (int)(55 * Math.Min(Counts.Fetched, expected) / expected),
            _ => Counts.Fetched == 0 ? 15 : 40,
        };

    /// <summary>Whether a message for this slice is the one that is due.</summary>
    public bool Expects(int slice) => IsActive && Started is not null && Slice == slice;

    /// <summary>Whether nothing has happened to it for so long that its message must have got lost.</summary>
    public bool IsLost(DateTimeOffset now) => IsActive && Started is not null && now - Alive > LongestSlice;

    /// <summary>Its turn has come.</summary>
    public void Start(DatasetPlan plan, DateTimeOffset now)
    {
        Plan = plan;
        Started = now;
        Alive = now;
        Phase = plan.IsSweepOnly ? DatasetPhase.Check : DatasetPhase.Fetch;
        if (plan.IsSweepOnly)
        {
            Become(DatasetStatus.Validating, "The deletions were approved.", now);
        }
        else
        {
            Become(DatasetStatus.Fetching, plan.Since is null ? "Everything is read." : "Changes are read.", now);
        }
    }

    /// <summary>What the reader can tell decides what is asked of it; known when the first slice has it.</summary>
    public void ReadWith(Reader reader) =>
        Plan = Plan with
        {
            Tracking = reader.Tracking,
            Since = reader.Tracking is ChangeTracking.FullScan || IsTooLongAgoFor(reader) ? null : Plan.Since,
        };

    // What a read began with it goes on with.
    private bool IsTooLongAgoFor(Reader reader) =>
        Cursor is null && Plan.Since is { } since && !reader.KnowsChangesSince(since);

    /// <summary>Some pages were stored.</summary>
    public void Fetched(SliceTotals totals, string? cursor, DateTimeOffset now)
    {
        Counts = Counts.With(totals);
        Cursor = cursor;
        Advance(now);
    }

    /// <summary>The last page was stored.</summary>
    public void FetchedAll(string? watermark, bool idsFollow, DateTimeOffset now)
    {
        Watermark = watermark;
        Cursor = null;
        if (idsFollow)
        {
            Phase = DatasetPhase.Ids;
        }
        else
        {
            Check(now);
        }
    }

    /// <summary>Some ids were compared.</summary>
    public void Compared(long ids, long missing, string? cursor, bool isLast, DateTimeOffset now)
    {
        Counts = Counts with { Listed = Counts.Listed + ids, Missing = Counts.Missing + missing };
        Cursor = cursor;
        Advance(now);
        if (isLast)
        {
            Check(now);
        }
    }

    /// <summary>What vanished may be marked.</summary>
    public void Sweep(DateTimeOffset now)
    {
        Phase = DatasetPhase.Sweep;
        Advance(now);
        Become(DatasetStatus.Processing, "Vanished records are marked as deleted.", now);
    }

    /// <summary>Some vanished records were marked.</summary>
    public void Swept(long deleted, DateTimeOffset now)
    {
        Counts = Counts with { Deleted = Counts.Deleted + deleted };
        Advance(now);
    }

    /// <summary>All is stored.</summary>
    public void Complete(DateTimeOffset now)
    {
        if (Status is DatasetStatus.Validating)
        {
            Become(DatasetStatus.Processing, "Nothing vanished.", now);
        }

        Advance(now);
        Ended = now;
        Become(DatasetStatus.Complete, "The read is complete.", now);
    }

    /// <summary>The source asks to wait, or has trouble that may pass.</summary>
    public void Pause(string reason, DateTimeOffset until, DateTimeOffset now)
    {
        Failures++;
        FailingSince ??= now;
        Slice++;
        Version++;
        Alive = until;
        ErrorMessage = reason;
        StatusDescription = $"Paused until {until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}";
    }

    /// <summary>It comes to an end that is not the wished one. Nothing happens if it has ended already.</summary>
    public void End(DatasetStatus status, string reason, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return;
        }

        Ended = now;
        StatusDescription = null;
        ErrorMessage = reason;
        Become(status, reason, now);
    }

    /// <summary>Counts something that was noted about it.</summary>
    public int NextIssue()
    {
        Counts = Counts with { Issues = Counts.Issues + 1 };
        return Counts.Issues;
    }

    private void Check(DateTimeOffset now)
    {
        Phase = DatasetPhase.Check;
        Become(DatasetStatus.Validating, "The last page was read.", now);
    }

    private void Advance(DateTimeOffset now)
    {
        Slice++;
        Version++;
        Alive = now;
        Failures = 0;
        FailingSince = null;
        ErrorMessage = null;
        StatusDescription = null;
    }

    private void Become(DatasetStatus status, string reason, DateTimeOffset now)
    {
        if (!Status.CanBecome(status))
        {
            throw new InvalidOperationException($"A dataset can't go from {Status} to {status}.");
        }

        var from = Status;
        Status = status;
        Version++;
        Record(from, reason, now);
    }

    private void Record(DatasetStatus? from, string reason, DateTimeOffset now) =>
        Events.Add(DatasetEvent.Of(this, ++Moves, from, reason, now));
}

/// <summary>Why a dataset was made.</summary>
public enum DatasetCause
{
    /// <summary>The client asked for this data type.</summary>
    Requested,

    /// <summary>The client asked for all data.</summary>
    RefreshedAll,

    /// <summary>The connection was linked.</summary>
    Linked,

    /// <summary>Its schedule was due.</summary>
    Scheduled,

    /// <summary>Deletions that had been stopped were approved.</summary>
    DeletionsApproved,

    /// <summary>A record was written to the source.</summary>
    Written,
}

/// <summary>Which kind of slice a dataset needs next.</summary>
public enum DatasetPhase
{
    /// <summary>Pages of records.</summary>
    Fetch,

    /// <summary>Pages of ids, where the source does not tell what it deleted.</summary>
    Ids,

    /// <summary>Is the read complete, and may what vanished be marked?</summary>
    Check,

    /// <summary>Vanished records are marked, some at a time.</summary>
    Sweep,
}

/// <summary>What a dataset reads.</summary>
/// <param name="Generation">The number of this read: records that a complete read did not see have vanished.</param>
/// <param name="Since">The watermark of the last complete read, if changes alone are asked for.</param>
/// <param name="ModifiedFrom">Older records are not wanted.</param>
/// <param name="Window">The setting that <paramref name="ModifiedFrom"/> comes from; another one than last time means that records may leave.</param>
/// <param name="WindowChanged">Whether it is another one than last time.</param>
/// <param name="Tracking">What the reader can tell.</param>
/// <param name="IsSweepOnly">Whether the read was done before, and its deletions are approved.</param>
public sealed record DatasetPlan(
    long Generation,
    string? Since,
    DateTimeOffset? ModifiedFrom,
    string Window,
    bool WindowChanged,
    ChangeTracking Tracking,
    bool IsSweepOnly
)
{
    public static readonly DatasetPlan None = new(0, null, null, "", false, ChangeTracking.FullScan, false);

    /// <summary>Whether everything that exists is read, so that what was not seen has vanished.</summary>
    public bool ReadsEverything => Since is null;

    /// <summary>Whether the ids of all that exists are listed after the changes.</summary>
    public bool ListsIds => Since is not null && Tracking is ChangeTracking.ChangesThenIds;

    /// <summary>The generation for the store, which has 0 for a read that does not see everything.</summary>
    public long ScanGeneration => ReadsEverything || ListsIds ? Generation : 0;
}

namespace Causeway.Server.Sync.Datasets;

/// <summary>Where a dataset is in its life, in the API's words.</summary>
public enum DatasetStatus
{
    /// <summary>Just made.</summary>
    Initial,

    /// <summary>Waiting for its turn; on-premises sources wait here for their machine.</summary>
    Queued,

    /// <summary>Reading from the source, page by page; also while it waits for a source that is busy.</summary>
    Fetching,

    /// <summary>Waiting to be mapped.</summary>
    MapQueued,

    /// <summary>Being converted to the standard model.</summary>
    Mapping,

    /// <summary>Waiting to be checked.</summary>
    ValidationQueued,

    /// <summary>Being checked as a whole: is the read complete, and what vanished?</summary>
    Validating,

    /// <summary>Waiting for the last changes to the store.</summary>
    ProcessingQueued,

    /// <summary>The last changes are made to the store: vanished records are marked.</summary>
    Processing,

    /// <summary>Done; the data can be read.</summary>
    Complete,

    /// <summary>The source could not be read.</summary>
    FetchError,

    /// <summary>Too many records had a shape that can't be understood.</summary>
    MapError,

    /// <summary>The read as a whole can't be trusted, such as when too many records would vanish.</summary>
    ValidationError,

    /// <summary>The last changes could not be stored.</summary>
    ProcessingError,

    /// <summary>A fault of this server.</summary>
    InternalError,

    /// <summary>The source refuses the credentials; the connection is Deauthorized.</summary>
    AuthError,

    /// <summary>The source's user may not read this.</summary>
    PermissionsError,

    /// <summary>The source's limit stayed exhausted for too long.</summary>
    RateLimitError,

    /// <summary>A data type that this one builds on could not be read.</summary>
    PrerequisiteNotMet,

    /// <summary>The source does not have this data type.</summary>
    NotSupported,

    /// <summary>Withdrawn: the connection was given up.</summary>
    Cancelled,
}

/// <summary>What there is to know about a status by itself, and the only moves there are.</summary>
public static class DatasetStatuses
{
    private static readonly DatasetStatus[] AnyTime =
    [
        DatasetStatus.AuthError,
        DatasetStatus.Cancelled,
        DatasetStatus.InternalError,
        DatasetStatus.NotSupported,
    ];

    /// <summary>Whether a dataset stays there for good.</summary>
    public static bool IsTerminal(this DatasetStatus status) => Next(status).Length == 0;

    /// <summary>Whether it tells of a failure. Withdrawn and unsupported datasets did not fail.</summary>
    public static bool IsErrored(this DatasetStatus status) =>
        status.IsTerminal()
        && status is not (DatasetStatus.Complete or DatasetStatus.NotSupported or DatasetStatus.Cancelled);

    /// <summary>Whether a dataset may move from one to the other.</summary>
    public static bool CanBecome(this DatasetStatus from, DatasetStatus to)
    {
        var next = Next(from);
        return next.Length > 0 && (next.Contains(to) || AnyTime.Contains(to));
    }

    private static DatasetStatus[] Next(DatasetStatus status) =>
        status switch
        {
            DatasetStatus.Initial => [DatasetStatus.Queued],
            // To Validating: what was read before goes on after an approval.
            DatasetStatus.Queued =>
            [
                DatasetStatus.Fetching,
                DatasetStatus.Validating,
                DatasetStatus.PrerequisiteNotMet,
            ],
            // Pages are mapped and stored as they come, so fetching may end in any of the later errors.
            DatasetStatus.Fetching =>
            [
                DatasetStatus.MapQueued,
                DatasetStatus.Mapping,
                DatasetStatus.ValidationQueued,
                DatasetStatus.Validating,
                DatasetStatus.FetchError,
                DatasetStatus.MapError,
                DatasetStatus.PermissionsError,
                DatasetStatus.RateLimitError,
            ],
            DatasetStatus.MapQueued => [DatasetStatus.Mapping, DatasetStatus.MapError],
            DatasetStatus.Mapping => [DatasetStatus.ValidationQueued, DatasetStatus.Validating, DatasetStatus.MapError],
            DatasetStatus.ValidationQueued => [DatasetStatus.Validating, DatasetStatus.ValidationError],
            DatasetStatus.Validating =>
            [
                DatasetStatus.ProcessingQueued,
                DatasetStatus.Processing,
                DatasetStatus.ValidationError,
            ],
            DatasetStatus.ProcessingQueued => [DatasetStatus.Processing, DatasetStatus.ProcessingError],
            DatasetStatus.Processing => [DatasetStatus.Complete, DatasetStatus.ProcessingError],
            _ => [],
        };
}

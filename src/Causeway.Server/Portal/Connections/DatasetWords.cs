using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Portal.Connections;

/// <summary>The state of a read as people say it.</summary>
public static class DatasetWords
{
    public static string Of(DatasetStatus status) =>
        status switch
        {
            DatasetStatus.Initial or DatasetStatus.Queued => "Waiting",
            DatasetStatus.Fetching => "Reading",
            DatasetStatus.MapQueued or DatasetStatus.Mapping => "Converting",
            DatasetStatus.ValidationQueued or DatasetStatus.Validating => "Checking",
            DatasetStatus.ProcessingQueued or DatasetStatus.Processing => "Storing",
            DatasetStatus.Complete => "Complete",
            DatasetStatus.NotSupported => "Not there",
            DatasetStatus.Cancelled => "Withdrawn",
            DatasetStatus.AuthError => "Access refused",
            DatasetStatus.PermissionsError => "Not permitted",
            DatasetStatus.RateLimitError => "Limit reached",
            DatasetStatus.ValidationError => "Held back",
            DatasetStatus.PrerequisiteNotMet => "Waits for another",
            _ => "Failed",
        };

    public static string ClassOf(DatasetStatus status) =>
        status switch
        {
            DatasetStatus.Complete => "cw-is-good",
            DatasetStatus.NotSupported or DatasetStatus.Cancelled => "",
            DatasetStatus.ValidationError or DatasetStatus.RateLimitError or DatasetStatus.PrerequisiteNotMet =>
                "cw-is-warn",
            _ when status.IsErrored() => "cw-is-bad",
            _ => "cw-is-info",
        };
}

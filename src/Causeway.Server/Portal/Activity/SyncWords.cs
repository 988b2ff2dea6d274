using Causeway.Server.Portal.Connections;
using Causeway.Server.Push;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Portal.Activity;

/// <summary>States of syncs and writes as people say them, with the class that colours each.</summary>
public static class SyncWords
{
    /// <summary>The states that a history is filtered by.</summary>
    public static IReadOnlyList<(string Key, string Name, DatasetStatus[] Statuses)> Groups { get; } =
    [
        ("active", "Under way", [.. Enum.GetValues<DatasetStatus>().Where(s => !s.IsTerminal())]),
        ("complete", "Complete", [DatasetStatus.Complete]),
        ("failed", "Failed", [.. Enum.GetValues<DatasetStatus>().Where(s => s.IsErrored())]),
    ];

    public static (string Text, string Class) Of(DatasetStatus status) =>
        (DatasetWords.Of(status), DatasetWords.ClassOf(status));

    public static string Of(DatasetCause cause) =>
        cause switch
        {
            DatasetCause.Requested => "Asked for",
            DatasetCause.RefreshedAll => "All data was asked for",
            DatasetCause.Linked => "The connection was linked",
            DatasetCause.Scheduled => "By its schedule",
            DatasetCause.DeletionsApproved => "Deletions were approved",
            _ => "After a write",
        };

    public static (string Text, string Class) Of(PushStatus status) =>
        status switch
        {
            PushStatus.Success => ("Written", "cw-is-good"),
            PushStatus.Failed => ("Failed", "cw-is-bad"),
            PushStatus.TimedOut => ("Timed out", "cw-is-warn"),
            _ => ("Under way", "cw-is-info"),
        };
}

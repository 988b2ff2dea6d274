using Causeway.Server.Records.Store;

namespace Causeway.Server.Sync.Slices;

/// <summary>Stops a sync that would mark a large share of the records as deleted: more often than not it is the read that is wrong.</summary>
public static class DeletionBrake
{
    /// <summary>Why the deletions need an approval, or nothing if they don't.</summary>
    public static string? Check(SweepPreview preview, SyncOptions options)
    {
        if (preview.Unseen <= options.DeletionMinimum || preview.Unseen <= preview.Living * options.DeletionShare)
        {
            return null;
        }

        return $"{preview.Unseen} of {preview.Living} records are not at the source any more, which is more than the share of "
            + $"{options.DeletionShare:P0} that may vanish at once. Nothing was deleted. If they are really gone, approve the deletions.";
    }
}

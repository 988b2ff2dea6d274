using Causeway.Contracts;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Sync;

/// <summary>A dataset came to its end.</summary>
public sealed record DatasetEnded
{
    public required CompanyId CompanyId { get; init; }

    public required ConnectionId ConnectionId { get; init; }

    public required DatasetId DatasetId { get; init; }

    /// <summary>The data type's key.</summary>
    public required string DataType { get; init; }

    public required DatasetStatus Status { get; init; }

    public required DatasetCause Cause { get; init; }

    /// <summary>Whether any record was added, changed or marked as deleted.</summary>
    public required bool RecordsModified { get; init; }

    /// <summary>Records modified from here on are new to who read after the successful sync before; null if there was none.</summary>
    public required DateTimeOffset? ModifiedFrom { get; init; }

    public required DateTimeOffset Ended { get; init; }
}

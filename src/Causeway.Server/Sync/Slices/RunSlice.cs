using Causeway.Contracts;
using Wolverine;
using Wolverine.Attributes;

namespace Causeway.Server.Sync.Slices;

/// <summary>Does the next piece of a dataset's work: some pages, one transaction.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Slice">The number of the slice; another than the one that is due is dropped.</param>
[LocalQueue(Queue)]
public sealed record RunSlice(CompanyId CompanyId, DatasetId DatasetId, int Slice)
{
    /// <summary>The queue of all slices, first come, first served, so that each dataset has its turn.</summary>
    public const string Queue = "sync";
}

public static class RunSliceHandler
{
    // As many as the rules for failing messages allow.
    private const int LastAttempt = 4;

    // Its transaction starts when the pages are here: nothing is locked while a source takes its time.
    [NonTransactional]
    public static Task HandleAsync(RunSlice message, SliceRunner runner, Envelope envelope, CancellationToken ct) =>
        runner.RunAsync(message, envelope.Attempts >= LastAttempt, ct);
}

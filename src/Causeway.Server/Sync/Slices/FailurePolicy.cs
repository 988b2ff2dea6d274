using Causeway.Contracts.Connectors;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Sync.Slices;

/// <summary>What follows from a source's failure: the category alone decides.</summary>
public static class FailurePolicy
{
    private const int MalformedAttempts = 3;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>Judges a failure of a dataset that has failed before as its own counts say.</summary>
    public static FailureVerdict Judge(SourceFailure failure, Dataset dataset, SyncOptions options, DateTimeOffset now)
    {
        var failures = dataset.Failures;
        switch (failure.Category)
        {
            case SourceFailureCategory.Authentication:
                return failures + 1 >= options.RefusalsBeforeDeauthorized
                    ? FailureVerdict.Deauthorize
                    : FailureVerdict.Wait(now + Backoff(TimeSpan.FromSeconds(2), failures));
            case SourceFailureCategory.Permission:
                return FailureVerdict.End(DatasetStatus.PermissionsError);
            case SourceFailureCategory.RateLimited:
                return Wait(failure, dataset, options, now, TimeSpan.FromSeconds(30), DatasetStatus.RateLimitError);
            case SourceFailureCategory.Unavailable:
            case SourceFailureCategory.Lost:
            case SourceFailureCategory.Configuration:
                return Wait(failure, dataset, options, now, TimeSpan.FromSeconds(5), DatasetStatus.FetchError);
            case SourceFailureCategory.Malformed:
                return failures + 1 >= MalformedAttempts
                    ? FailureVerdict.End(DatasetStatus.FetchError)
                    : FailureVerdict.Wait(now + Backoff(TimeSpan.FromSeconds(5), failures));
            case SourceFailureCategory.Rejected:
            case SourceFailureCategory.NotFound:
            default:
                return FailureVerdict.End(DatasetStatus.FetchError);
        }
    }

    private static FailureVerdict Wait(
        SourceFailure failure,
        Dataset dataset,
        SyncOptions options,
        DateTimeOffset now,
        TimeSpan first,
        DatasetStatus afterwards
    )
    {
        var wait = failure.RetryAfter is { } asked
            ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks))
            : Backoff(first, dataset.Failures);
        return dataset.FailingSince is { } since && now + wait - since > options.Patience
            ? FailureVerdict.End(afterwards)
            : FailureVerdict.Wait(now + wait);
    }

    private static TimeSpan Backoff(TimeSpan first, int failures)
    {
        var wait = first * Math.Pow(2, Math.Min(failures, 12));
        return wait < LongestBackoff ? wait : LongestBackoff;
    }
}

/// <summary>What to do about a failure: wait and go on, give the connection up, or end the dataset.</summary>
/// <param name="Until">When to go on.</param>
/// <param name="Status">How the dataset ends, if it does.</param>
public readonly record struct FailureVerdict(DateTimeOffset? Until, DatasetStatus? Status)
{
    public static readonly FailureVerdict Deauthorize = new(null, DatasetStatus.AuthError);

    public static FailureVerdict Wait(DateTimeOffset until) => new(until, null);

    public static FailureVerdict End(DatasetStatus status) => new(null, status);
}

using System.Globalization;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Lets a request wait for a dataset's end, as its header <c>Prefer: wait=N</c> asks.</summary>
public sealed class DatasetWait(CausewayDb db, DatasetWaiters waiters, TimeProvider time)
{
    private const int LongestSeconds = 300;

    // Another process may be at work on it.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long the request wants to wait, at most five minutes; null if it does not.</summary>
    public static TimeSpan? AskedFor(HttpRequest request)
    {
        foreach (var preference in request.Headers.GetCommaSeparatedValues("Prefer"))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (
                parts is ["wait", var value]
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds > 0
            )
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds));
            }
        }

        return null;
    }

    /// <summary>Waits for the end, or as long as it was asked to.</summary>
    /// <returns>The dataset as it is then.</returns>
    public async Task<Dataset> ForEndAsync(Dataset dataset, TimeSpan patience, CancellationToken ct)
    {
        var deadline = time.GetUtcNow() + patience;
        while (true)
        {
            var end = waiters.EndOf(dataset.Id);
            var now = await db.Set<Dataset>()
                .AsNoTracking()
                .SingleOrDefaultAsync(d => d.CompanyId == dataset.CompanyId && d.Id == dataset.Id, ct);
            var left = deadline - time.GetUtcNow();
            if (now is not { IsActive: true } || left <= TimeSpan.Zero)
            {
                waiters.Forget(dataset.Id);
                return now ?? dataset;
            }

            await Task.WhenAny(end, Task.Delay(left < LookEvery ? left : LookEvery, time, ct));
            ct.ThrowIfCancellationRequested();
        }
    }
}

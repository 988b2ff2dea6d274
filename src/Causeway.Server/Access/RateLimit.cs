using System.Globalization;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Access;

/// <summary>
/// Counts requests against the day's quota. A request costs an addition: what the other processes counted, and how many companies are
/// connected, comes from the database in the background (<see cref="RateLimitUpkeep"/>).
/// </summary>
public sealed class RateLimit
{
    private readonly RateLimitOptions options;
    private readonly TimeProvider time;
    private volatile Day today;
    private volatile Quota quota;

    public RateLimit(IOptions<RateLimitOptions> options, TimeProvider time)
    {
        this.options = options.Value;
        this.time = time;
        today = new Day(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        quota = new Quota(this.options.RequestsPerCompany);
    }

    /// <summary>The day that is counted.</summary>
    public Day Today
    {
        get
        {
            var now = time.GetUtcNow();
            var current = today;
            if (now < current.End)
            {
                return current;
            }

            // Two threads may both begin the new day: the few requests that one of them counts are forgiven.
            var next = new Day(DateOnly.FromDateTime(now.UtcDateTime));
            Interlocked.CompareExchange(ref today, next, current);
            return today;
        }
    }

    /// <summary>The day's quota.</summary>
    public long Limit => quota.Limit;

    /// <summary>Notes how many companies have a linked connection.</summary>
    public void Connected(int companies)
    {
        var limit = options.RequestsPerCompany * (1L + companies);
        if (quota.Limit != limit)
        {
            quota = new Quota(limit);
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>Whether it is within the quota, or the quota is not enforced.</returns>
    public bool Count()
    {
        var used = Today.Count();
        return !options.Enforced || used <= quota.Limit;
    }

    /// <summary>How long until the quota is fresh.</summary>
    public TimeSpan UntilReset() => Today.End - time.GetUtcNow();

    /// <summary>Tells the caller how much is left.</summary>
    public void WriteTo(IHeaderDictionary headers)
    {
        var (current, day) = (quota, Today);
        headers["X-Rate-Limit-Limit"] = current.Text;
        headers["X-Rate-Limit-Remaining"] = Math.Max(0, current.Limit - day.Used)
            .ToString(CultureInfo.InvariantCulture);
        headers["X-Rate-Limit-Reset"] = day.EndText;
    }

    private sealed record Quota(long Limit)
    {
        public string Text { get; } = Limit.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A day, from midnight UTC to midnight UTC.</summary>
    public sealed class Day(DateOnly date)
    {
        private long elsewhere;
        private long here;

        public DateOnly Date => date;

        public DateTimeOffset End { get; } = new(date.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

        public string EndText { get; } = $"{date.AddDays(1):yyyy-MM-dd}T00:00:00Z";

        /// <summary>How many requests were made, here and elsewhere.</summary>
        public long Used => Interlocked.Read(ref here) + Interlocked.Read(ref elsewhere);

        /// <summary>How many of them were made here.</summary>
        public long UsedHere => Interlocked.Read(ref here);

        internal long Count() => Interlocked.Increment(ref here) + Interlocked.Read(ref elsewhere);

        internal void Elsewhere(long requests) => Interlocked.Exchange(ref elsewhere, requests);
    }
}

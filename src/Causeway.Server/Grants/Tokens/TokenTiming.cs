using System.Security.Cryptography;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Grants.Tokens;

/// <summary>When tokens are used, renewed and tried again: rules without state.</summary>
public static class TokenTiming
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>So many days before the end of an authorization it is announced.</summary>
    public static readonly IReadOnlyList<int> AnnouncementDays = [30, 14, 7, 1];

    /// <summary>Whether an access token is served. A little before its time it is not: the call that it is for takes time, too.</summary>
    public static bool IsGood(this Grant grant, DateTimeOffset now) => now < grant.AccessExpires - MarginOf(grant);

    /// <summary>Whether whoever uses the access token should have it renewed in the background.</summary>
    public static bool WantsRefresh(this Grant grant, DateTimeOffset now) =>
        now >= grant.RefreshFrom && !grant.MustWait(now);

    /// <summary>Whether no attempt is made now, because the last one failed. A failure from the future binds nobody: the clock was put back.</summary>
    public static bool MustWait(this Grant grant, DateTimeOffset now) =>
        grant.RetryAt > now && !(grant.FailingSince > now);

    /// <summary>From when on a token is renewed early: in the last quarter of its life, at a moment that differs from grant to grant.</summary>
    public static DateTimeOffset RefreshFrom(DateTimeOffset now, TimeSpan lifetime) =>
        now + (lifetime * (0.75 + (0.15 * Jitter())));

    /// <summary>How long to wait after so many failures in a row.</summary>
    public static TimeSpan Backoff(int failures, TimeSpan? asked)
    {
        if (asked is { } wait)
        {
            return wait > LongestWait ? LongestWait
                : wait < FirstBackoff ? FirstBackoff
                : wait;
        }

        var doubled = FirstBackoff * Math.Pow(2, Math.Min(failures, 12));
        return (doubled < LongestBackoff ? doubled : LongestBackoff) * (0.8 + (0.4 * Jitter()));
    }

    /// <summary>When an idle grant is exercised: half-way to its end, a little earlier for some than for others.</summary>
    public static DateTimeOffset? ExerciseAt(this Grant grant) =>
        grant.IdleExpires is { } end ? grant.Refreshed + ((end - grant.Refreshed) * 0.5) : null;

    /// <summary>The announcement that is next, and when it is due.</summary>
    public static (int Days, DateTimeOffset At)? NextAnnouncement(this Grant grant, DateTimeOffset now)
    {
        if (grant.AbsoluteExpires is not { } end || end <= now)
        {
            return null;
        }

        // Of those whose time has come only the last says something new.
        var due = AnnouncementDays.Where(d => end.AddDays(-d) <= now).DefaultIfEmpty(int.MaxValue).Min();
        if (due is not int.MaxValue && (grant.AnnouncedDays is not { } told || due < told))
        {
            return (due, now);
        }

        var later = AnnouncementDays.Where(d => end.AddDays(-d) > now).DefaultIfEmpty(-1).Max();
        return later < 0 ? null : (later, end.AddDays(-later));
    }

    /// <summary>When somebody must look after the grant next, if ever.</summary>
    public static DateTimeOffset? TendAt(this Grant grant, DateTimeOffset now)
    {
        if (grant.State is GrantState.Dead && grant.StagedUntil is null)
        {
            return null;
        }

        var exercise = grant.ExerciseAt();
        if (exercise <= now)
        {
            exercise = grant.RetryAt > now ? grant.RetryAt : now;
        }

        return new[] { exercise, grant.NextAnnouncement(now)?.At, grant.StagedUntil }.Min();
    }

    /// <summary>How long an access token lives: what the answer says, or what the source is known for.</summary>
    public static TimeSpan LifetimeOf(int expiresIn, TokenRules rules) =>
        expiresIn > 0 ? TimeSpan.FromSeconds(expiresIn) : rules.DefaultLifetime;

    private static TimeSpan MarginOf(Grant grant)
    {
        // None of its life may be left when it comes, if it was made for an answer that got lost.
        var tenth = (grant.AccessExpires - grant.Refreshed) / 10;
        return tenth < TimeSpan.Zero ? TimeSpan.Zero
            : tenth < LongestMargin ? tenth
            : LongestMargin;
    }

    private static double Jitter() => RandomNumberGenerator.GetInt32(1000) / 1000.0;
}

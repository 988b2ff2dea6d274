using Causeway.Contracts;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>
/// Keeps how an endpoint does: since when it fails, and until when it wants to be left alone. Failures count from the first after a success, but
/// anew after a pause of two days: a burst long ago says nothing about today.
/// </summary>
public sealed class EndpointHealth(Route route, TimeSpan disableAfter)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly Lock access = new();
    private DateTimeOffset? failingSince = route.FailingSince;
    private DateTimeOffset? lastFailure = route.LastFailure;
    private DateTimeOffset? savedOn;
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;
    private int overloads;

    /// <summary>For how long nothing is sent.</summary>
    public TimeSpan PauseAt(DateTimeOffset now)
    {
        lock (access)
        {
            // A longer one comes of a clock that was set back.
            return pausedUntil - now is var pause && pause > TimeSpan.Zero && pause <= LongestPause
                ? pause
                : TimeSpan.Zero;
        }
    }

    /// <summary>Why it must be disabled, if it must.</summary>
    public string? Verdict(Answer answer)
    {
        if (answer.IsGone)
        {
            return "It answered 410 Gone.";
        }

        lock (access)
        {
            return failingSince is { } since && lastFailure - since >= disableAfter
                ? $"It has failed since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC. The last time: {answer.Reason}"
                : null;
        }
    }

    /// <summary>Takes note of an answer.</summary>
    /// <returns>What is to be saved, if anything.</returns>
    public Health? Note(Answer answer, double chance)
    {
        lock (access)
        {
            return answer.IsSuccess ? Succeeded() : Failed(answer, chance);
        }
    }

    private Health? Succeeded()
    {
        overloads = 0;
        if (failingSince is null)
        {
            return null;
        }

        (failingSince, lastFailure, savedOn) = (null, null, null);
        return new Health(route.Id, null, null);
    }

    private Health? Failed(Answer answer, double chance)
    {
        var now = answer.Attempted + answer.Duration;
        if (failingSince is null || now - lastFailure > LongestGap)
        {
            (failingSince, savedOn) = (now, null);
        }

        lastFailure = now;
        if (answer.IsOverloaded)
        {
            var wish = answer.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(Math.Pow(2, overloads), 60) * (1 + chance));
            overloads = Math.Min(overloads + 1, 10);
            var until = now + (wish < LongestPause ? wish : LongestPause);
            pausedUntil = until > pausedUntil ? until : pausedUntil;
        }

        if (savedOn is { } saved && now - saved < SaveEvery)
        {
            return null;
        }

        savedOn = now;
        return new Health(route.Id, failingSince, lastFailure);
    }
}

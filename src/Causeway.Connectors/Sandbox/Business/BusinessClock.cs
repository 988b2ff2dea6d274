namespace Causeway.Connectors.Sandbox.Business;

/// <summary>
/// The time of a made-up business. What concerns its books happens in turns: those of its history lie evenly between its
/// founding and the creation of the connection, and then one follows another, at first every 15 seconds, after an hour every
/// 5 minutes and after a day every hour, so that a tester sees life at once and an old connection does not grow without
/// end. Between turns pulses of 15 seconds, for as long as the connection lives, bring what leaves no trace in the books.
/// </summary>
/// <param name="created">When the connection was created.</param>
/// <param name="historyTurns">How many turns came before.</param>
/// <param name="historyDays">How many days they took.</param>
internal sealed class BusinessClock(DateTimeOffset created, int historyTurns, int historyDays)
{
    public const int PulseSeconds = 15;

    private static readonly Pace[] Paces = [new(0, 0, 15), new(3600, 240, 300), new(86400, 516, 3600)];

    // Whole seconds: databases round what is finer.
    private readonly DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(created.ToUnixTimeSeconds());

    private readonly long historySeconds = historyDays * 86400L;

    /// <summary>When the business was founded.</summary>
    public DateTimeOffset Founded => start.AddSeconds(-historySeconds);

    /// <summary>When a turn is over; what happens in it happens then.</summary>
    public DateTimeOffset EndOf(int turn)
    {
        if (turn < historyTurns)
        {
            return start.AddSeconds(-historySeconds * (historyTurns - 1 - turn) / historyTurns);
        }

        var live = turn - historyTurns + 1;
        var pace = Array.FindLast(Paces, p => live > p.Turns) ?? Paces[0];
        return start.AddSeconds(pace.From + ((live - pace.Turns) * pace.Every));
    }

    /// <summary>When a pulse is over.</summary>
    public DateTimeOffset EndOfPulse(long pulse) => start.AddSeconds((pulse + 1) * PulseSeconds);

    /// <summary>What the business looks like at an instant.</summary>
    public Moment At(DateTimeOffset instant)
    {
        // What is finer than the text of a cursor must not decide anything.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
        return new Moment(at, TurnsAt(at), Math.Max(0, Seconds(at) / PulseSeconds));
    }

    private int TurnsAt(DateTimeOffset instant)
    {
        var seconds = Seconds(instant);
        if (seconds >= 0)
        {
            var pace = Array.FindLast(Paces, p => seconds >= p.From) ?? Paces[0];
            return historyTurns + pace.Turns + (int)((seconds - pace.From) / pace.Every);
        }

        var (low, high) = (0, historyTurns);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = EndOf(middle) <= instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private long Seconds(DateTimeOffset instant) => (long)Math.Floor((instant - start).TotalSeconds);

    private sealed record Pace(int From, int Turns, int Every);
}

/// <summary>A business at an instant.</summary>
/// <param name="Instant">The instant, to the millisecond.</param>
/// <param name="Turns">How many turns are over.</param>
/// <param name="Pulses">How many pulses are over.</param>
internal readonly record struct Moment(DateTimeOffset Instant, int Turns, long Pulses);

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Tells the time at which it was made, until it is moved. What waits for a span of time waits by the machine's clock, so that years pass at once.</summary>
public sealed class StandingClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = Whole(System.GetUtcNow());

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan span)
    {
        lock (gate)
        {
            now += span;
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}

namespace Causeway.Server;

/// <summary>The machine's clock in whole microseconds, which is what PostgreSQL keeps: what was answered when a row was made is what is read later.</summary>
public sealed class MicrosecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

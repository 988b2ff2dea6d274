using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox;

/// <summary>
/// Records that come with pulses, may be revised and vanish, so that something does however far apart the turns are: offers,
/// prospects, holds on a card, baskets that are never paid.
/// </summary>
/// <param name="Every">With each of how many pulses one comes.</param>
/// <param name="Lives">How many pulses later it vanishes.</param>
/// <param name="RevisedAfter">How many pulses later it is revised; nothing when it never is.</param>
internal sealed record Passing(int Every, int Lives, int? RevisedAfter = null)
{
    /// <summary>The pulses whose records are there at a moment.</summary>
    public IEnumerable<long> At(Moment moment)
    {
        for (var pulse = Math.Max(0, moment.Pulses - Lives); pulse < moment.Pulses; pulse++)
        {
            if (pulse % Every is 0)
            {
                yield return pulse;
            }
        }
    }

    /// <summary>The pulse that last changed a record.</summary>
    public long ChangeOf(long pulse, Moment until) =>
        RevisedAfter is { } after && pulse + after < until.Pulses ? pulse + after : pulse;

    /// <summary>Those that came or were revised since the last read.</summary>
    public IEnumerable<long> Changed(Period period) =>
        At(period.Until).Where(p => ChangeOf(p, period.Until) >= period.FirstPulse);

    /// <summary>Those that the last read showed and that are gone.</summary>
    public IEnumerable<long> Gone(Period period) =>
        period.Since is { } since ? At(since).Where(p => p < period.Until.Pulses - Lives) : [];
}

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>How long things take.</summary>
internal static class Delay
{
    /// <summary>In how many turns each of some spans passes; they rise, and the first is none.</summary>
    /// <param name="days">The spans, rising from 0.</param>
    /// <param name="turnsIn">In how many turns so many days pass.</param>
    public static int[] Turns(int[] days, Func<int, int> turnsIn)
    {
        var turns = new int[days.Length];
        for (var i = 1; i < turns.Length; i++)
        {
            turns[i] = Math.Max(turns[i - 1] + 1, turnsIn(days[i]));
        }

        return turns;
    }
}

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>When a message that an endpoint did not take is tried again.</summary>
public static class RetrySchedule
{
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(10),
    ];

    /// <summary>How often a message is tried at most.</summary>
    public static int MostTries => Waits.Length + 1;

    /// <summary>The wait after a number of tries: a little longer each time by chance, so that what failed together does not come back together.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="wish">How long the endpoint asked to wait, if it did.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <returns>Null if it was the last.</returns>
    public static TimeSpan? After(int tries, TimeSpan? wish, double chance)
    {
        if (tries >= MostTries)
        {
            return null;
        }

        var wait = Waits[Math.Max(tries, 1) - 1] * (1 + (chance / 10));
        return wish is { } asked && asked > wait ? Shorter(asked, LongestWish) : wait;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

namespace Causeway.Connectors.Tests.Sandbox;

/// <summary>Moments at which a made-up business is looked at: some that were chosen, and some of any day that are drawn anew in each run.</summary>
internal static class SandboxMoments
{
    private const int LongestMinutes = 400 * 24 * 60;

    /// <summary>Data sets, each with minutes since its connection was created.</summary>
    public static TheoryData<string, double> Of(params string[] sets) =>
        new(
            from set in sets
            from minutes in (double[])
                [0, 0.4, 11, 90, 5_000, Random.Shared.Next(60), Random.Shared.Next(LongestMinutes)]
            select (set, minutes)
        );

    /// <summary>Data sets, each with the minutes at which it is read first and again.</summary>
    public static TheoryData<string, double, double> PairsOf(params string[] sets)
    {
        var pairs = new TheoryData<string, double, double>();
        foreach (var set in sets)
        {
            foreach (var (first, second) in ((double, double)[])[(0, 0.3), (0.2, 1), (3, 200), (3500, 4000)])
            {
                pairs.Add(set, first, second);
            }

            for (var i = 0; i < 3; i++)
            {
                var first = Random.Shared.Next(LongestMinutes);
                pairs.Add(set, first, first + Random.Shared.Next(1, i is 0 ? 5 : 20_000));
            }
        }

        return pairs;
    }
}

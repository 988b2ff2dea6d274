using System.Globalization;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>How often tests that kill servers do all of it.</summary>
internal static class KillRounds
{
    /// <summary>One; set CAUSEWAY_TEST_KILL_ROUNDS for a longer run.</summary>
    public static int Count { get; } =
        int.Parse(Environment.GetEnvironmentVariable("CAUSEWAY_TEST_KILL_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
}

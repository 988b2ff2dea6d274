using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Webhooks;

/// <summary>Two servers on one database: one delivers what happens in both, and when it is killed the other goes on.</summary>
public sealed class TwoServersDeliverTests(ITestOutputHelper output)
{
    private const int Events = 60;

    // The lease runs out after six seconds, and the other looks every one and a half.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Causeway:Webhooks:AllowPrivateNetworks"] = "true",
    };

    [Fact]
    public async Task Nothing_is_told_twice_while_both_live_and_nothing_is_lost_when_the_one_that_delivers_is_killed()
    {
        await using var receiver = await RoughReceiver.StartAsync();
        receiver.IsRough = false;
        await using var home = new ServerHome(DatabaseKind.Postgres);
        await using var first = await ServerProcess.StartAsync(home, Settings);
        await using var second = await ServerProcess.StartAsync(home, Settings);
        using var subscribed = await first.Client.PostAsJsonAsync(
            "/webhooks",
            new { url = receiver.Url, eventTypes = new[] { "company.created" } }
        );
        subscribed.EnsureSuccessStatusCode();

        await Task.WhenAll(CreateAsync(first), CreateAsync(second));

        await UntilAsync(async () => (await LogAsync(second)).All(receiver.Taken.ContainsKey), TakeOver);
        receiver.Taken.Count.ShouldBe(2 * Events);
        receiver.Requests.ShouldBe(2 * Events, "Both live, and nothing failed: each event is sent once.");

        // The first was alone when it took the lease. It is killed in the middle of what it does.
        var changing = CreateAsync(second);
        await UntilAsync(() => Task.FromResult(receiver.Taken.Count > 2 * Events), TakeOver);
        first.Kill();
        var killed = Stopwatch.GetTimestamp();
        await changing;
        await UntilAsync(async () => (await LogAsync(second)).All(receiver.Taken.ContainsKey), TakeOver);

        receiver.Taken.Count.ShouldBe(3 * Events);
        output.WriteLine(
            $"all told {Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s after the kill, {receiver.Requests - (3 * Events)} again"
        );
    }

    private static async Task CreateAsync(ServerProcess server)
    {
        for (var i = 0; i < Events; i++)
        {
            using var response = await server.Client.PostAsJsonAsync("/companies", new { name = "Example Company" });
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<List<string>> LogAsync(ServerProcess server)
    {
        var log = await server.Client.GetFromJsonAsync<JsonElement>(
            "/webhooks/events?eventType=company.created&pageSize=1000"
        );
        return [.. log.GetProperty("results").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(patience);
            await Task.Delay(50);
        }
    }
}

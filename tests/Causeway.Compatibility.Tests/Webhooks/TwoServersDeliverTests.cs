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

    // The lease runs out after six seconds, and the other looks every one and a half; the rest is for a machine that does much else.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

        await UntilAsync(async () => (await LogAsync(second)).All(receiver.Taken.ContainsKey), Patience);
        receiver.Taken.Count.ShouldBe(2 * Events);
        receiver.Requests.ShouldBe(2 * Events, "Both live, and nothing failed: each event is sent once.");

        // The first was alone when it took the lease. It is killed in the middle of what it does.
        var changing = CreateAsync(second);
        await UntilAsync(() => Task.FromResult(receiver.Taken.Count > 2 * Events), Patience);
        first.Kill();
        var (killed, told) = (Stopwatch.GetTimestamp(), receiver.Taken.Count);
        await changing;
        await CreateAsync(second);
        await UntilAsync(() => Task.FromResult(receiver.Taken.Count > told), TakeOver);
        var takenOver = Stopwatch.GetElapsedTime(killed);
        await UntilAsync(async () => (await LogAsync(second)).All(receiver.Taken.ContainsKey), Patience);

        receiver.Taken.Count.ShouldBe(4 * Events);
        output.WriteLine(
            $"taken over {takenOver.TotalSeconds:F1} s after the kill, {receiver.Requests - (4 * Events)} told again"
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

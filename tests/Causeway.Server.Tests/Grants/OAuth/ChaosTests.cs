using System.Diagnostics;
using System.Globalization;
using System.Net;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>
/// Many at once, on several servers that share a database, and a provider that fails at random. Small by default;
/// <c>CAUSEWAY_CHAOS_CALLERS</c>, <c>CAUSEWAY_CHAOS_GRANTS</c> and <c>CAUSEWAY_CHAOS_RUNS</c> make it bigger: docs/authorization.md.
/// </summary>
[Collection(nameof(OAuthServer))]
public sealed class ChaosTests(OAuthServer server, ChaosCluster cluster, ITestOutputHelper output)
    : IClassFixture<ChaosCluster>
{
    private static readonly string[] Faults =
    [
        "cut-before",
        "cut-after",
        "cut-during",
        "500",
        "502-after",
        "503",
        "429",
        "malformed",
        "html",
        "invalid_client",
        "hold",
    ];

    [Fact]
    public async Task Each_of_many_grants_is_redeemed_once_however_many_ask_on_however_many_servers()
    {
        var (callers, grants) = (Size("CALLERS", 4), Size("GRANTS", 6));
        await server.ReadyAsync();
        var connections = new List<OAuthConnection>();
        for (var i = 0; i < grants; i++)
        {
            connections.Add(await server.HasConnectionAsync(cluster.Apps[0]));
        }

        server.Expire();
        var begun = Stopwatch.GetTimestamp();
        var calls = await Task.WhenAll(
            cluster.Apps.SelectMany(app =>
                Enumerable.Range(0, callers).Select(caller => CallAllAsync(app, connections, caller))
            )
        );

        var stats = await server.Provider.StatsAsync();
        output.WriteLine(
            $"{callers} callers × {cluster.Apps.Count} servers × {grants} grants: {calls.Sum()} calls, {stats.Redemptions} redemptions, {stats.Families} families revoked, {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"
        );
        (stats.Redemptions, stats.MostOften, stats.Families, stats.Refused).ShouldBe((grants, 1, 0, 0));
        foreach (var connection in connections)
        {
            (await connection.StatusAsync()).ShouldBe("Linked");
        }
    }

    [Fact]
    public async Task A_hundred_syncs_at_once_on_an_expired_token_refresh_once()
    {
        await server.ReadyAsync();
        var connection = await server.HasConnectionAsync(cluster.Apps[0]);
        server.Expire();

        var queued = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i =>
                    cluster
                        .Apps[i % cluster.Apps.Count]
                        .Client.PostAsync(
                            $"/companies/{connection.Connection.CompanyId}/data/queue/customers?connectionId={connection.Connection.Id}",
                            null
                        )
                )
        );

        queued.ShouldAllBe(q => q.IsSuccessStatusCode);
        await OAuthConnection.EventuallyAsync(async () =>
            (await cluster.Apps[0].GetJsonAsync($"/companies/{connection.Connection.CompanyId}/data/history"))
                .GetProperty("results")
                .EnumerateArray()
                .All(d => d.GetProperty("status").GetString() == "Complete")
        );
        var stats = await server.Provider.StatsAsync();
        (stats.Redemptions, stats.Families).ShouldBe((1, 0));
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Nothing_is_deauthorized_without_cause_whatever_the_provider_does()
    {
        var runs = Size("RUNS", 12);
        var seed = Size("SEED", Environment.TickCount);
        output.WriteLine($"CAUSEWAY_CHAOS_SEED={seed}");
#pragma warning disable CA5394 // Which fault comes is no secret, and must be the same again for the same seed.
        var random = new Random(seed);
        await server.ReadyAsync();
        var connections = new List<OAuthConnection>();
        for (var i = 0; i < Math.Min(runs, 20); i++)
        {
            connections.Add(await server.HasConnectionAsync(cluster.Apps[0]));
        }

        var begun = Stopwatch.GetTimestamp();
        for (var run = 0; run < runs; run++)
        {
            var connection = connections[run % connections.Count];
            // One that is never answered takes its time, so not too many of those.
            var faults = Enumerable
                .Range(0, random.Next(1, 4))
                .Select(_ => Faults[random.Next(random.Next(8) == 0 ? Faults.Length : Faults.Length - 1)])
                .ToArray();
            await server.Provider.SetAsync(
                new
                {
                    grace = 1800,
                    delay = random.Next(3) == 0 ? random.Next(60) : 0,
                    faults,
                }
            );
            server.Expire();
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(i => connection.UseAsync(cluster.Apps[i % cluster.Apps.Count]))
            );
            answers.ShouldAllBe(a => (int)a.StatusCode == 200 || (int)a.StatusCode == 429 || (int)a.StatusCode == 503);
            await RecoverAsync(connection, string.Join(", ", faults));
        }
#pragma warning restore CA5394

        var stats = await server.Provider.StatsAsync();
        output.WriteLine(
            $"{runs} runs on {cluster.Apps.Count} servers: {stats.TokenCalls} token calls, {stats.Redemptions} redemptions, {stats.Replays} answers that had got lost, {stats.Families} families revoked, {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"
        );
        (stats.Families, stats.Refused).ShouldBe((0, 0));
        foreach (var connection in connections)
        {
            (await connection.StatusAsync()).ShouldBe("Linked");
        }
    }

    private async Task RecoverAsync(OAuthConnection connection, string faults)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            using var answer = await connection.UseAsync(cluster.Apps[attempt % cluster.Apps.Count]);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }
        }

        throw new ShouldAssertException($"It never recovered from {faults}: {await connection.AuthorizationAsync()}");
    }

    private static async Task<int> CallAllAsync(CausewayApp app, List<OAuthConnection> connections, int caller)
    {
        for (var i = 0; i < connections.Count; i++)
        {
            await connections[(i + caller) % connections.Count].ShouldWorkAsync(app);
        }

        return connections.Count;
    }

    private static int Size(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"CAUSEWAY_CHAOS_{name}"),
            CultureInfo.InvariantCulture,
            out var size
        )
            ? size
            : otherwise;
}

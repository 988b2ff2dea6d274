using System.Diagnostics;
using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>
/// Refreshing when the servers are processes, and are killed. <c>CAUSEWAY_CHAOS_CALLERS</c>, <c>CAUSEWAY_CHAOS_GRANTS</c> and
/// <c>CAUSEWAY_CHAOS_RUNS</c> make it bigger: docs/authorization.md.
/// </summary>
public sealed class RefreshTests(ThreeServers three, ITestOutputHelper output) : IClassFixture<ThreeServers>
{
    [Fact]
    public async Task Three_processes_redeem_each_grant_once_however_many_ask()
    {
        var (callers, grants) = (ThreeServers.Size("CALLERS", 4), ThreeServers.Size("GRANTS", 6));
        using var api = new Api(three.Servers[0]);
        var paths = new List<string>();
        for (var i = 0; i < grants; i++)
        {
            paths.Add(await three.Source.LinkAsync(api));
        }

        await Task.Delay(OAuthSource.UntilExpired);
        await three.Source.CallAsync("reset", new { });
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            three.Servers.SelectMany(server =>
                Enumerable.Range(0, callers).Select(caller => UseAllAsync(server, paths, caller))
            )
        );

        var stats = await three.Source.CallAsync("stats", new { });
        output.WriteLine(
            $"{callers} callers × {three.Servers.Count} processes × {grants} grants: {callers * three.Servers.Count * grants} calls, {stats.Number("redemptions")} redemptions, {stats.Number("families")} families revoked, {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"
        );
        stats.Number("redemptions").ShouldBe(grants);
        stats.Number("mostOften").ShouldBe(1);
        stats.Number("families").ShouldBe(0);
        stats.Number("refused").ShouldBe(0);
    }

    [Fact]
    public async Task Another_process_takes_over_the_grant_in_whose_refresh_one_was_killed()
    {
        using var api = new Api(three.Servers[0]);
        var path = await GrantKill.KillAsync(three.Source, api, three.Servers[2]);

        var took = await GrantKill.ShouldComeBackAsync(three.Source, three.Servers[0], path);

        output.WriteLine($"it worked again {took.TotalSeconds:F1} s after the kill");
        await three.Servers[2].RestartAsync();
    }

    [Fact]
    public async Task Nothing_is_deauthorized_without_cause_whatever_the_provider_does_and_whoever_is_killed()
    {
        var runs = ThreeServers.Size("RUNS", 12);
        await using var chaos = await GrantChaos.BeginAsync(three, connections: Math.Min(runs, 60));
        var begun = Stopwatch.GetTimestamp();

        // In few runs nobody is killed: that has a test of its own.
        var kills = await chaos.RunAsync(runs, runs < 100 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(20));

        var stats = await three.Source.CallAsync("stats", new { });
        output.WriteLine(
            $"{runs} runs on {three.Servers.Count} processes, {kills} kills: {stats.Number("tokenCalls")} token calls, {stats.Number("redemptions")} redemptions, {stats.Number("replays")} answers that had got lost, {stats.Number("families")} families revoked, {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"
        );
        stats.Number("redemptions").ShouldBeGreaterThanOrEqualTo(runs);
        stats.Number("mostOften").ShouldBe(1);
        stats.Number("families").ShouldBe(0);
        stats.Number("refused").ShouldBe(0);
        await chaos.ShouldAllBeLinkedAsync();
    }

    [Fact]
    public async Task A_server_on_SQLite_that_was_killed_goes_on_with_the_grant_when_it_is_back()
    {
        await using var source = await OAuthSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(home, source.SettingsFor(home));
        string path;
        using (var api = new Api(server))
        {
            path = await GrantKill.KillAsync(source, api, server);
        }

        await server.RestartAsync();

        var took = await GrantKill.ShouldComeBackAsync(source, server, path);
        output.WriteLine($"it worked again {took.TotalSeconds:F1} s after its start");
    }

    private static async Task UseAllAsync(ServerProcess server, List<string> paths, int caller)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            var used = paths[(i + caller) % paths.Count];
            using var answer = await server.Client.GetAsync(new Uri($"{used}/options/customers", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
    }
}

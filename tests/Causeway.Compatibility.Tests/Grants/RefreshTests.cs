using System.Diagnostics;
using System.Globalization;
using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>Refreshing when the servers are processes, and one is killed. <c>CAUSEWAY_CHAOS_CALLERS</c> and <c>CAUSEWAY_CHAOS_GRANTS</c> make it bigger.</summary>
public sealed class RefreshTests(ITestOutputHelper output)
{
    // The connection in whose refresh a server is killed.
    private string path = "";

    [Fact]
    public async Task Three_processes_redeem_each_grant_once_and_one_takes_over_what_another_was_killed_in()
    {
        await using var source = await OAuthSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Postgres);
        var settings = source.SettingsFor(home);
        await using var first = await ServerProcess.StartAsync(home, settings);
        await using var second = await ServerProcess.StartAsync(home, settings);
        await using var victim = await ServerProcess.StartAsync(home, settings);
        ServerProcess[] servers = [first, second, victim];
        using var api = new Api(first);

        await RedeemOnceAsync(source, api, servers);
        await KillAsync(source, api, victim);

        await ShouldComeBackAsync(source, first);
    }

    [Fact]
    public async Task A_server_on_SQLite_that_was_killed_goes_on_with_the_grant_when_it_is_back()
    {
        await using var source = await OAuthSource.StartAsync();
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(home, source.SettingsFor(home));
        using (var api = new Api(server))
        {
            await KillAsync(source, api, server);
        }

        await server.RestartAsync();

        await ShouldComeBackAsync(source, server);
    }

    private async Task RedeemOnceAsync(OAuthSource source, Api api, ServerProcess[] servers)
    {
        var (callers, grants) = (Size("CALLERS", 4), Size("GRANTS", 6));
        var paths = new List<string>();
        for (var i = 0; i < grants; i++)
        {
            paths.Add(await source.LinkAsync(api));
        }

        await Task.Delay(OAuthSource.UntilExpired);
        await source.CallAsync("reset", new { });
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            servers.SelectMany(server =>
                Enumerable
                    .Range(0, callers)
                    .Select(async caller =>
                    {
                        for (var i = 0; i < grants; i++)
                        {
                            var used = paths[(i + caller) % grants];
                            using var answer = await server.Client.GetAsync(
                                new Uri($"{used}/options/customers", UriKind.Relative)
                            );
                            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
                        }
                    })
            )
        );

        var stats = await source.CallAsync("stats", new { });
        output.WriteLine(
            $"{callers} callers × {servers.Length} processes × {grants} grants: {callers * servers.Length * grants} calls, {stats.Number("redemptions")} redemptions, {stats.Number("families")} families revoked, {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"
        );
        stats.Number("redemptions").ShouldBe(grants);
        stats.Number("mostOften").ShouldBe(1);
        stats.Number("families").ShouldBe(0);
        stats.Number("refused").ShouldBe(0);
    }

    // Killed after the provider has redeemed the refresh token, and before the answer was saved.
    private async Task KillAsync(OAuthSource source, Api api, ServerProcess victim)
    {
        path = await source.LinkAsync(api);
        await Task.Delay(OAuthSource.UntilExpired);
        await source.CallAsync("reset", new { });
        await source.CallAsync("set", new { grace = 1800, faults = new[] { "hold" } });
        var cutOff = victim.Client.GetAsync(new Uri($"{path}/options/customers", UriKind.Relative));
        var begun = Stopwatch.GetTimestamp();
        while ((await source.CallAsync("stats", new { })).Number("redemptions") == 0)
        {
            Stopwatch.GetElapsedTime(begun).TotalSeconds.ShouldBeLessThan(60, "nothing was redeemed");
            await Task.Delay(20);
        }

        victim.Kill();
        await Should.ThrowAsync<Exception>(cutOff);
    }

    private async Task ShouldComeBackAsync(OAuthSource source, ServerProcess server)
    {
        using var api = new Api(server);
        var begun = Stopwatch.GetTimestamp();
        HttpStatusCode status;
        do
        {
            using var answer = await server.Client.GetAsync(new Uri($"{path}/options/customers", UriKind.Relative));
            status = answer.StatusCode;
        } while (status is HttpStatusCode.ServiceUnavailable && Stopwatch.GetElapsedTime(begun).TotalSeconds < 150);

        status.ShouldBe(HttpStatusCode.OK);
        output.WriteLine($"it worked again {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s after the kill");
        (await api.GetAsync(path)).Text("status").ShouldBe("Linked");
        var stats = await source.CallAsync("stats", new { });
        (stats.Number("replays"), stats.Number("families")).ShouldBe((1, 0));
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

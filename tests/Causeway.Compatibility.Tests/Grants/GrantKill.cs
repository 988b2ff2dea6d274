using System.Diagnostics;
using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>A server that is killed after the provider has redeemed a refresh token, and before the answer was saved.</summary>
internal static class GrantKill
{
    /// <returns>The address of the connection whose grant it is.</returns>
    public static async Task<string> KillAsync(OAuthSource source, Api api, ServerProcess victim)
    {
        var path = await source.LinkAsync(api);
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
        return path;
    }

    /// <returns>After how long the grant worked again.</returns>
    public static async Task<TimeSpan> ShouldComeBackAsync(OAuthSource source, ServerProcess server, string path)
    {
        using var api = new Api(server);
        using var client = server.NewClient(ServerProcess.BasicKey(server.ApiKey));
        client.Timeout = TimeSpan.FromMinutes(5); // a call waits while another process may still hold the grant
        var begun = Stopwatch.GetTimestamp();
        HttpStatusCode status;
        do
        {
            using var answer = await client.GetAsync(new Uri($"{path}/options/customers", UriKind.Relative));
            status = answer.StatusCode;
        } while (status is HttpStatusCode.ServiceUnavailable && Stopwatch.GetElapsedTime(begun).TotalSeconds < 150);

        status.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync(path)).Text("status").ShouldBe("Linked");
        var stats = await source.CallAsync("stats", new { });
        (stats.Number("replays"), stats.Number("families")).ShouldBe((1, 0));
        return Stopwatch.GetElapsedTime(begun);
    }
}

using System.Diagnostics;
using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.Grants;

/// <summary>
/// Access tokens that live for seconds, a provider of whose answers three in ten fail in one of eleven ways, six callers at once, and servers that are
/// killed. One run is one connection's expired token, used until it works again.
/// </summary>
internal sealed class GrantChaos : IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15); // after six failures in a row the next try is four minutes away

    private readonly ThreeServers three;
    private readonly List<string> paths = [];
    private readonly List<HttpClient> clients = [];

    private GrantChaos(ThreeServers three)
    {
        this.three = three;
        clients.AddRange(three.Servers.Select(s => s.NewClient(ServerProcess.BasicKey(s.ApiKey))));
    }

    public static async Task<GrantChaos> BeginAsync(ThreeServers three, int connections)
    {
        var chaos = new GrantChaos(three);
        using var api = new Api(three.Servers[0]);
        for (var i = 0; i < connections; i++)
        {
            chaos.paths.Add(await three.Source.LinkAsync(api));
        }

        await three.Source.CallAsync("reset", new { });
        await three.Source.CallAsync(
            "set",
            new
            {
                grace = 1800,
                told = (int)Lifetime.TotalSeconds, // they are good for an hour: a slow machine is no cause for a refusal
                chaos = 0.3,
            }
        );
        return chaos;
    }

    /// <summary>All runs, dealt out to the connections; meanwhile one server after the other is killed and started again.</summary>
    /// <returns>How many were killed.</returns>
    public async Task<int> RunAsync(int runs, TimeSpan betweenKills)
    {
        using var over = new CancellationTokenSource();
        var kills = KillAsync(betweenKills, over.Token);
        await Task.WhenAll(paths.Select((path, i) => RunAsync(path, (runs + paths.Count - 1 - i) / paths.Count)));
        await over.CancelAsync();
        return await kills;
    }

    public async Task ShouldAllBeLinkedAsync()
    {
        await three.Source.CallAsync("set", new { chaos = 0, told = 0 });
        using var api = new Api(three.Servers[0]);
        foreach (var path in paths)
        {
            await UseUntilItWorksAsync(path);
            (await api.GetAsync(path)).Text("status").ShouldBe("Linked");
            var moves = (await api.AllAsync($"{path}/events")).Select(e => e.Text("toStatus"));
            moves.ShouldNotContain("Deauthorized");
        }
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await three.Source.CallAsync("reset", new { });
    }

    private async Task RunAsync(string path, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await Task.Delay(Lifetime + TimeSpan.FromMilliseconds(200));
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => UseAsync(path, i)));
            await UseUntilItWorksAsync(path);
        }
    }

    private async Task UseUntilItWorksAsync(string path)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var attempt = 0; await UseAsync(path, attempt) is not HttpStatusCode.OK; attempt++)
        {
            Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(Patience, $"{path} never came back");
            await Task.Delay(500);
        }
    }

    // Null when the process that was asked had just been killed.
    private async Task<HttpStatusCode?> UseAsync(string path, int whom)
    {
        try
        {
            using var answer = await clients[whom % clients.Count]
                .GetAsync(new Uri($"{path}/options/customers", UriKind.Relative));
            (
                answer.StatusCode
                is HttpStatusCode.OK
                    or HttpStatusCode.TooManyRequests
                    or HttpStatusCode.ServiceUnavailable
            ).ShouldBeTrue($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<int> KillAsync(TimeSpan pause, CancellationToken over)
    {
        for (var kills = 0; ; kills++)
        {
            await Task.Delay(pause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return kills;
            }

            var victim = three.Servers[kills % three.Servers.Count];
            victim.Kill();
            await victim.RestartAsync();
        }
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Webhooks;

/// <summary>The server is killed while things change and are told, to an endpoint that fails, hangs, breaks off and is gone for a while.</summary>
public sealed class KilledDeliveryTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Set CAUSEWAY_TEST_WEBHOOK_EVENTS for a longer run.
    private static readonly int Events = int.Parse(
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_WEBHOOK_EVENTS") ?? "500",
        CultureInfo.InvariantCulture
    );

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Causeway:Webhooks:AllowPrivateNetworks"] = "true",
        ["Causeway:Webhooks:Timeout"] = "00:00:02",
    };

    [Theory]
    [EachDatabase]
    public async Task Each_change_is_told_under_one_id_and_nothing_else_is(DatabaseKind kind)
    {
        await using var receiver = await RoughReceiver.StartAsync();
        await using var server = await ServerProcess.StartAsync(kind, Settings);
        var path = await SubscribeAsync(server, receiver.Url);
        var random = new Random(Events);
        var kills = 0;
        var changing = ChangeAsync(server);

        // Spread over the run; each costs some seconds until the server is back.
        while (kills < Math.Max(2, Events / 1000) && !changing.IsCompleted)
        {
            await Task.WhenAny(Task.Delay(random.Next(200, 1500)), changing);
            server.Kill();
            kills++;
            await server.RestartAsync();
        }

        await changing;
        receiver.BeGoneOnce();
        await CreateAsync(server);
        await UntilAsync(async () => (await GetAsync(server, path)).GetProperty("disabled").GetBoolean(), "disabled");
        using var enabled = await server.Client.PostAsync($"{path}/enable", null);
        using var recovered = await server.Client.PostAsJsonAsync(
            $"{path}/recover",
            new { since = "2020-01-01T00:00:00Z" }
        );
        recovered.StatusCode.ShouldBe(HttpStatusCode.OK, await recovered.Content.ReadAsStringAsync());
        var log = await LogAsync(server);
        await UntilAsync(() => Task.FromResult(log.Keys.All(receiver.Taken.ContainsKey)), "all arrived");

        receiver.Taken.Keys.Order().ShouldBe(log.Keys.Order());
        var told = receiver.Taken.ToDictionary(t => t.Key, t => CompanyOf(t.Value.Body));
        told.Values.Order().ShouldBe((await CompaniesAsync(server)).Order());
        told.ShouldAllBe(t => log[t.Key] == t.Value);
        output.WriteLine(
            $"{kind}: {log.Count} events, {kills} kills, {receiver.Requests} requests, {receiver.Requests - log.Count} of them again"
        );
    }

    private static async Task ChangeAsync(ServerProcess server)
    {
        var made = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    while (Volatile.Read(ref made) < Events)
                    {
                        try
                        {
                            await CreateAsync(server);
                            Interlocked.Increment(ref made);
                        }
                        catch (Exception e)
                            when (e
                                    is HttpRequestException
                                        or IOException
                                        or OperationCanceledException
                                        or ObjectDisposedException
                            )
                        {
                            // Killed: nobody knows whether it was created, which is the point.
                            await Task.Delay(100);
                        }
                    }
                })
        );
    }

    private static async Task CreateAsync(ServerProcess server)
    {
        using var response = await server.Client.PostAsJsonAsync("/companies", new { name = "Example Company" });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<string> SubscribeAsync(ServerProcess server, string url)
    {
        using var response = await server.Client.PostAsJsonAsync(
            "/webhooks",
            new { url, eventTypes = new[] { "company.created" } }
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return $"/webhooks/{body.GetProperty("id").GetString()}";
    }

    private static string CompanyOf(string body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("payload").GetProperty("id").GetString()!;

    private static Task<JsonElement> GetAsync(ServerProcess server, string path) =>
        server.Client.GetFromJsonAsync<JsonElement>(path);

    private static async Task<Dictionary<string, string>> LogAsync(ServerProcess server) =>
        (await PagesAsync(server, "/webhooks/events?eventType=company.created&")).ToDictionary(
            e => e.GetProperty("id").GetString()!,
            e => e.GetProperty("companyId").GetString()!
        );

    private static async Task<List<string>> CompaniesAsync(ServerProcess server) =>
        (await PagesAsync(server, "/companies?")).ConvertAll(c => c.GetProperty("id").GetString()!);

    private static async Task<List<JsonElement>> PagesAsync(ServerProcess server, string path)
    {
        var all = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var body = await GetAsync(server, $"{path}page={page}&pageSize=1000");
            all.AddRange(body.GetProperty("results").EnumerateArray());
            if (all.Count >= body.GetProperty("totalResults").GetInt32())
            {
                return all;
            }
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"It never came about: {what}");
            await Task.Delay(50);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Causeway.Bench.Load;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Causeway.Server.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Webhooks;

/// <summary>
/// Signed deliveries, each logged, beside a bare loop of posts with the same body to the same receiver, one after the other, and beside sixteen
/// such loops, as many requests as a consumer has under way at once; and how long it takes from the request that changes something until its event arrives, when nothing else happens.
/// </summary>
internal static class WebhookBench
{
    private const int AtOnce = 16;

    private static readonly string Body = JsonSerializer.Serialize(
        new
        {
            id = Guid.Empty,
            eventType = "connection.connected",
            generatedDate = "2026-01-01T00:00:00Z",
            payload = new
            {
                referenceCompany = new
                {
                    id = Guid.Empty,
                    name = "Example Company",
                    description = new string('x', 100),
                },
                connection = new
                {
                    id = Guid.Empty,
                    integrationKey = "mqjo",
                    platformName = "Sandbox",
                    linkUrl = "https://example.com/" + new string('y', 100),
                    status = "Linked",
                },
            },
        }
    );

    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var events = settings.Number("events", 20_000);
        var warmUp = settings.Number("warm-up", 20_000);
        foreach (var kind in settings.Databases)
        {
            await using var database = await ScratchDatabase.CreateAsync(settings, kind);
            await database.LeaveAsync();
            await using var receiver = await ServerProcess.StartPartAsync("webhook-receiver", database.Options);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{receiver.Port}") };
            await using (var server = await ServerProcess.StartAsync(settings, database.Options))
            {
                await DelayAsync(server, kind, report, settings.Number("changes", 200));
                await SubscribeAsync(server, new Uri(client.BaseAddress, "/hooks"), "connection.*");
            }

            List<double> bare = [];
            List<double> crowd = [];
            List<double> delivered = [];
            for (var round = 0; round < settings.Number("rounds", 3); round++)
            {
                bare.Add(await BareAsync(client, warmUp, events / 2, atOnce: 1));
                crowd.Add(await BareAsync(client, warmUp, events, AtOnce));
                await ResetAsync(client, warmUp);
                await FillAsync(database.Options, warmUp + events);
                await using var server = await ServerProcess.StartAsync(settings, database.Options);
                delivered.Add(await RateAsync(client, events));
                if (round == 0)
                {
                    report.Note(
                        "memory while delivering",
                        kind,
                        FormattableString.Invariant($"{server.Memory().Peak} MB")
                    );
                }
            }

            report.Ratio(
                "deliver webhooks",
                kind,
                Median(delivered),
                Median(bare),
                Median(delivered) / Median(bare),
                0.6
            );
            report.Note(
                "posts by 16 loops at once",
                kind,
                FormattableString.Invariant(
                    $"{Median(crowd):N0}/s, of which the deliveries are {Median(delivered) / Median(crowd):F2}"
                )
            );
            report.AtLeast("deliver webhooks", kind, Median(delivered), 2000);
        }
    }

    private static async Task ResetAsync(HttpClient client, int warmUp)
    {
        using var reset = await client.PostAsync($"/reset?uncounted={warmUp}", null);
        reset.EnsureSuccessStatusCode();
    }

    private static async Task<double> RateAsync(HttpClient client, int events)
    {
        while (true)
        {
            var figures = (await client.GetStringAsync("/figures")).Split(' ');
            if (long.Parse(figures[0], CultureInfo.InvariantCulture) >= events)
            {
                return events / double.Parse(figures[1], CultureInfo.InvariantCulture);
            }

            await Task.Delay(50);
        }
    }

    private static async Task<double> BareAsync(HttpClient client, int warmUp, int events, int atOnce)
    {
        await ResetAsync(client, warmUp);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = atOnce };
        using var http = new HttpClient(handler) { BaseAddress = client.BaseAddress };
        var body = Encoding.UTF8.GetBytes(Body);
        var left = warmUp + events;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => LoopAsync()));
        return await RateAsync(client, events);

        async Task LoopAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await http.PostAsync("/hooks", content);
                response.EnsureSuccessStatusCode();
            }
        }
    }

    private static async Task FillAsync(DatabaseOptions database, int events)
    {
        var options = new DbContextOptionsBuilder<CausewayDb>();
        StorageFeature.Configure(options, database);
        for (var done = 0; done < events; done += 1000)
        {
            await using var db = new CausewayDb(options.Options);
            foreach (var @event in Enumerable.Range(0, Math.Min(1000, events - done)).Select(_ => Event()))
            {
                db.Add(@event);
                db.Add(new WaitingEvent(@event));
            }

            await db.SaveChangesAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static ClientEvent Event() =>
        new(
            ClientEventId.New(TimeProvider.System),
            EventTypes.ConnectionConnected,
            TimeProvider.System.GetUtcNow(),
            Body
        );

    private static async Task DelayAsync(ServerProcess server, DatabaseKind kind, Report report, int changes)
    {
        var arrivals = Channel.CreateUnbounded<long>();
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.MapPost("/hooks", () => arrivals.Writer.TryWrite(Stopwatch.GetTimestamp()));
        await receiver.StartAsync();
        await SubscribeAsync(server, new Uri(receiver.Urls.First() + "/hooks"), "company.created");
        using var client = Client(server);
        List<double> delays = [];
        for (var i = 0; i < changes + 20; i++)
        {
            await Task.Delay(20);
            var began = Stopwatch.GetTimestamp();
            using var response = await client.PostAsJsonAsync("/companies", new { name = "Example Company" });
            response.EnsureSuccessStatusCode();
            var arrived = await arrivals.Reader.ReadAsync();
            // The first ones find a program that was never run.
            if (i >= 20)
            {
                delays.Add(Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds);
            }
        }

        report.AtMost("from the request that changes to its webhook", kind, Median(delays), 100, " ms");
        report.Note("99 of 100 within", kind, FormattableString.Invariant($"{Percentile(delays, 99):F1} ms"));
    }

    private static async Task SubscribeAsync(ServerProcess server, Uri url, string eventType)
    {
        using var client = Client(server);
        using var response = await client.PostAsJsonAsync("/webhooks", new { url, eventTypes = new[] { eventType } });
        response.EnsureSuccessStatusCode();
    }

    private static HttpClient Client(ServerProcess server) =>
        new()
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes(ServerProcess.Key))
                ),
            },
        };
}

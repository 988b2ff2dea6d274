using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Access;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>Tests that move the one clock, and so run one after another.</summary>
[CollectionDefinition(nameof(WebhookServer))]
public sealed class WebhookServerTests : ICollectionFixture<WebhookServer>;

/// <summary>A consumer that a test made.</summary>
public sealed record TestWebhook(string Id, string Path, string Secret);

/// <summary>A server with a clock that stands still in 2050, and a receiver beside it.</summary>
public sealed class WebhookServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int paths;

    // Headers that consumers' endpoints want.
    static WebhookServer() => KnownSecrets.Keep("not to be shown", "between us");

    public CausewayApp App { get; private set; } = null!;

    public WebhookReceiver Receiver { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HttpClient Client => App.Client;

    public async ValueTask InitializeAsync()
    {
        Receiver = await WebhookReceiver.StartAsync();
        App = await CausewayApp.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock);
                // It would make up for each of its turns that a jump of the clock leaves out.
                services.Remove(
                    services.Single(s =>
                        s.ServiceType == typeof(IHostedService)
                        && s.ImplementationFactory is Func<IServiceProvider, RateLimitUpkeep>
                    )
                );
                services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
            },
            new Dictionary<string, string?>
            {
                ["Causeway:Webhooks:AllowPrivateNetworks"] = "true",
                ["Causeway:Webhooks:MaxConsumers"] = "1000",
                // Nobody else writes here; and each jump of the clock would make up for all the looks that it leaves out.
                ["Causeway:Webhooks:PollInterval"] = "00:01:00",
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>A path of the receiver that no other test uses.</summary>
    public string NewPath() => $"/{Interlocked.Increment(ref paths)}";

    /// <summary>There is a consumer at a path of its own, for companies with a tag of its own unless settings say otherwise.</summary>
    public async Task<TestWebhook> HasWebhookAsync(
        string[]? eventTypes = null,
        string? path = null,
        object? more = null
    )
    {
        var at = path ?? NewPath();
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["url"] = new Uri(Receiver.Url, at).ToString();
        body["eventTypes"] = JsonSerializer.SerializeToNode(eventTypes ?? ["*"]);
        using var response = await Client.PostAsJsonAsync("/webhooks", body);
        var created = await response.ShouldBeOkAsync(HttpStatusCode.Created);
        var secret = created.GetProperty("secret").GetString()!;
        KnownSecrets.Keep(secret);
        return new TestWebhook(created.GetProperty("id").GetString()!, at, secret);
    }

    public async Task<JsonElement> GetAsync(TestWebhook webhook, string below = "") =>
        await App.GetJsonAsync($"/webhooks/{webhook.Id}{below}");

    public async Task<JsonElement> PostAsync(TestWebhook webhook, string below, object? body = null)
    {
        using var response = await Client.PostAsJsonAsync($"/webhooks/{webhook.Id}{below}", body ?? new { });
        return await response.ShouldBeOkAsync();
    }

    /// <summary>The types of events that a consumer was sent, in the order in which they happened.</summary>
    public async Task<string?[]> ToldAsync(TestWebhook webhook) =>
        [
            .. (await GetAsync(webhook, "/messages"))
                .GetProperty("results")
                .EnumerateArray()
                .Reverse()
                .Select(m => m.GetProperty("eventType").GetString()),
        ];

    public static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");

    /// <summary>Sends an example to a consumer.</summary>
    /// <returns>The event's id.</returns>
    public async Task<string> ExampleAsync(TestWebhook webhook) =>
        (await PostAsync(webhook, "/example", new { eventType = "client.rateLimit.reached" }))
            .GetProperty("id")
            .GetString()!;

    public Task<JsonElement> MessageAsync(TestWebhook webhook, string id) => GetAsync(webhook, $"/messages/{id}");

    public Task UntilAttemptsAsync(TestWebhook webhook, string id, int attempts) =>
        UntilAsync(
            async () => (await MessageAsync(webhook, id)).GetProperty("attempts").GetInt32() >= attempts,
            $"{attempts} attempts"
        );

    public Task UntilStatusAsync(TestWebhook webhook, string id, string status) =>
        UntilAsync(async () => (await MessageAsync(webhook, id)).GetProperty("status").GetString() == status, status);

    public async Task DeleteAsync(TestWebhook webhook)
    {
        using var response = await Client.DeleteAsync($"/webhooks/{webhook.Id}");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"It never came about: {what}");
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Compatibility.Tests.Webhooks;

/// <summary>An endpoint that takes each message in the end, and before that fails some: with 500, with silence, by breaking off.</summary>
public sealed class RoughReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Dictionary<string, string> Headers, string Body)> taken = new(
        StringComparer.Ordinal
    );
    private readonly WebApplication app;
    private readonly Random random;
    private int gone;

    private RoughReceiver(WebApplication app, int seed) => (this.app, random) = (app, new Random(seed));

    public string Url => $"{app.Urls.First()}/hooks";

    /// <summary>Whether it only takes, or also fails.</summary>
    public bool IsRough { get; set; } = true;

    /// <summary>What it answered 200, by <c>webhook-id</c>.</summary>
    public IReadOnlyDictionary<string, (Dictionary<string, string> Headers, string Body)> Taken => taken;

    public int Requests => seen.Values.Sum();

    public static async Task<RoughReceiver> StartAsync(int seed = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var receiver = new RoughReceiver(web, seed);
        web.Run(receiver.TakeAsync);
        await web.StartAsync();
        return receiver;
    }

    /// <summary>Answers 410 to one request.</summary>
    public void BeGoneOnce() => gone = 1;

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var id = context.Request.Headers["webhook-id"].ToString();
        var isFirst = seen.AddOrUpdate(id, 1, (_, n) => n + 1) == 1;
        if (Interlocked.Exchange(ref gone, 0) == 1)
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        // Only the first time, so that a test does not wait for the five minutes after a second failure.
        var dice = IsRough && isFirst ? Next() : 100;
        switch (dice)
        {
            case < 6:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case < 8:
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
                return;
            case < 11:
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("half");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            default:
                taken[id] = (
                    context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
                    body
                );
                return;
        }
    }

    private int Next()
    {
        lock (random)
        {
            return random.Next(100);
        }
    }
}

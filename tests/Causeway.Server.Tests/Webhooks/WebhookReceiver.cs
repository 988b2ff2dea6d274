using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>What came in.</summary>
public sealed record Received(string Path, Dictionary<string, string> Headers, byte[] Body, string? Certificate)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? EventType => Json.GetProperty("eventType").GetString();

    public JsonElement Payload => Json.GetProperty("payload");

    public long Timestamp => long.Parse(Headers["webhook-timestamp"], CultureInfo.InvariantCulture);

    /// <summary>Whether one of its signatures is made with a secret, worked out here once more and not by the code that is tested.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] text = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
        var signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, text));
        return Headers["webhook-signature"].Split(' ').Contains(signature);
    }
}

/// <summary>A real HTTP server on the loopback, where each path answers as a test wishes.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new();
    private readonly ConcurrentQueue<Received> received = new();
    private WebApplication app = null!;

    public Uri Url { get; private set; } = null!;

    public static async Task<WebhookReceiver> StartAsync(X509Certificate2? certificate = null)
    {
        var receiver = new WebhookReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                    {
                        listen.UseHttps(https =>
                        {
                            https.ServerCertificate = certificate;
                            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                            https.ClientCertificateValidation = (_, _, _) => true;
                        });
                    }
                }
            )
        );
        receiver.app = builder.Build();
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        var address = receiver.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        receiver.Url = new Uri(address.Addresses.Single());
        return receiver;
    }

    /// <summary>What came in on a path, in the order in which it came.</summary>
    public IReadOnlyList<Received> On(string path) => [.. received.Where(r => r.Path == path)];

    /// <summary>What a path answers from now on.</summary>
    public void Answer(string path, Func<HttpContext, Task> answer) => answers[path] = answer;

    public void Answer(string path, int status) =>
        Answer(
            path,
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );

    /// <summary>Waits until so many came in on a path.</summary>
    public async Task<IReadOnlyList<Received>> UntilAsync(string path, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (On(path).Count < count)
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"{On(path).Count} of {count} came in on {path}.");
            }

            await Task.Delay(10, CancellationToken.None);
        }

        return On(path);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        received.Enqueue(
            new Received(
                path,
                context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
                body.ToArray(),
                context.Connection.ClientCertificate?.Subject
            )
        );
        if (answers.TryGetValue(path, out var answer))
        {
            await answer(context);
        }
    }
}

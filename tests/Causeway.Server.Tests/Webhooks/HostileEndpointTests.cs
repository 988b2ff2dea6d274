using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>Whatever an endpoint does or is, the attempt is in the log and the delivery goes on.</summary>
[Collection(nameof(WebhookServer))]
public class HostileEndpointTests(WebhookServer server)
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["no HTTP at all"] = "hello\r\n\r\n",
        ["nothing"] = "",
        ["U+0000 in the status line"] = "HTTP/1.1 \0\0\0 \0\r\n\r\n",
        ["U+0000 in a header"] = "HTTP/1.1 500 No\r\nX-A: a\0b\r\nContent-Length: 0\r\n\r\n",
        ["U+0000 in the reason"] = "HTTP/1.1 500 \0\r\nContent-Length: 0\r\n\r\n",
        ["a strange status"] = "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
        ["two lengths"] = "HTTP/1.1 500 No\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        ["a negative length"] = "HTTP/1.1 500 No\r\nContent-Length: -1\r\n\r\n",
        ["chunks that are none"] = "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ["a header of 100 KB"] = $"HTTP/1.1 500 No\r\nX-A: {new string('a', 100_000)}\r\n\r\n",
        ["2,000 headers"] =
            $"HTTP/1.1 500 No\r\n{string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-{i}: 1\r\n"))}\r\n",
        ["no gzip"] = "HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        ["no brotli"] = "HTTP/1.1 500 No\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nnope",
        ["a wait of ages"] = "HTTP/1.1 500 No\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
        ["a wait before now"] = "HTTP/1.1 500 No\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n",
        ["bytes that are no text"] = "HTTP/1.1 500 No\r\nX-A: \u00ff\u00fe\r\nContent-Length: 3\r\n\r\n\u00ff\0\u00c3",
        ["informed without end"] = string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early\r\n\r\n", 5000)),
    };

    [Fact]
    public async Task Whatever_comes_back_is_an_attempt_that_failed()
    {
        var attempts = new List<(string What, string Path)>();
        using var stop = new CancellationTokenSource();
        var listeners = new List<TcpListener>();
        foreach (var (what, answer) in Answers)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            listeners.Add(listener);
            _ = AnswerAsync(listener, answer, stop.Token);
            attempts.Add((what, await SendAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")));
        }

        foreach (var (what, path) in attempts)
        {
            await FailedAsync(path, what);
        }

        await stop.CancelAsync();
        listeners.ForEach(l => l.Dispose());
    }

    [Theory]
    [InlineData("http://b\u00fccher.invalid/\u00fc?q=\u00fc#x")]
    [InlineData("http://xn--.invalid/")]
    [InlineData("http://a..b.invalid/")]
    [InlineData("http://127.0.0.1:0/")]
    [InlineData("http://127.0.0.1:1/%00%0d%0aX-A:%20b")]
    [InlineData("http://127.0.0.1:1/\ud83d\ude00")]
    [InlineData("http://127.0.0.1:1/\ud800")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid/")]
    [InlineData("http://127.0.0.1:99999/")]
    [InlineData("http://127.0.0.1\\@example.invalid/")]
    [InlineData("http://[::1%25lo]:1/")]
    [InlineData("http:///hooks")]
    [InlineData("file:///etc/passwd")]
    public async Task A_strange_address_is_refused_by_name_or_fails_as_an_attempt(string url)
    {
        using var response = await CreateAsync(url);
        if (response.StatusCode is HttpStatusCode.Created)
        {
            await FailedAsync(await ExampleAsync(response), url);
            return;
        }

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task All_headers_that_are_allowed_arrive()
    {
        var headers = Enumerable.Range(1, 6).ToDictionary(i => $"X_Own-{i}", i => new string((char)('a' + i), 4096));
        headers["Authorization"] = "Bearer ~!@#$%^&*()=+[]{}|;:'\",.<>/?";
        headers["webhooks-like"] = "ours";
        var webhook = await server.HasWebhookAsync(["client.*"], more: new { headers });

        await server.ExampleAsync(webhook);

        var received = (await server.Receiver.UntilAsync(webhook.Path, 1)).Single();
        headers.ShouldAllBe(h => received.Headers[h.Key.ToLowerInvariant()] == h.Value);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_consumer_that_is_deleted_in_the_middle_of_a_delivery_leaves_the_others_alone()
    {
        var (webhook, gate) = await HasWaitingAsync();
        var other = await server.HasWebhookAsync(["client.*"]);
        await server.ExampleAsync(webhook);
        await server.Receiver.UntilAsync(webhook.Path, 1);

        await server.DeleteAsync(webhook);
        gate.SetResult();

        await server.UntilStatusAsync(other, await server.ExampleAsync(other), "Succeeded");
        using var gone = await server.Client.GetAsync($"/webhooks/{webhook.Id}/messages");
        await gone.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
        await server.DeleteAsync(other);
    }

    [Fact]
    public async Task A_secret_that_is_rotated_in_the_middle_of_a_delivery_signs_what_begins_after_it()
    {
        var (webhook, gate) = await HasWaitingAsync();
        var first = await server.ExampleAsync(webhook);
        await server.Receiver.UntilAsync(webhook.Path, 1);

        var secret = (await server.PostAsync(webhook, "/secret/rotate")).GetProperty("secret").GetString()!;
        var second = await server.ExampleAsync(webhook);
        gate.SetResult();

        await server.UntilStatusAsync(webhook, first, "Succeeded");
        await server.UntilStatusAsync(webhook, second, "Succeeded");
        var received = server.Receiver.On(webhook.Path);
        received.Count.ShouldBe(2);
        received.ShouldAllBe(r => r.IsSignedWith(webhook.Secret));
        received.Select(r => r.IsSignedWith(secret)).ShouldBe([false, true]);
        await server.DeleteAsync(webhook);
    }

    private async Task<(TestWebhook Webhook, TaskCompletionSource Gate)> HasWaitingAsync()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Receiver.Answer(webhook.Path, _ => gate.Task);
        return (webhook, gate);
    }

    private Task<HttpResponseMessage> CreateAsync(string url) =>
        server.Client.PostAsJsonAsync("/webhooks", new { url, eventTypes = new[] { "client.*" } });

    private async Task<string> SendAsync(string url)
    {
        using var response = await CreateAsync(url);
        return await ExampleAsync(response);
    }

    private async Task<string> ExampleAsync(HttpResponseMessage created)
    {
        var id = (await created.ShouldBeOkAsync(HttpStatusCode.Created)).GetProperty("id").GetString();
        using var sent = await server.Client.PostAsJsonAsync(
            $"/webhooks/{id}/example",
            new { eventType = "client.rateLimit.reached" }
        );
        return $"/webhooks/{id}/messages/{(await sent.ShouldBeOkAsync()).GetProperty("id").GetString()}";
    }

    private async Task FailedAsync(string path, string what)
    {
        JsonElement message = default;
        await WebhookServer.UntilAsync(
            async () =>
            {
                message = await server.App.GetJsonAsync(path);
                return message.GetProperty("attempts").GetInt32() > 0;
            },
            what
        );
        message.GetProperty("status").GetString().ShouldBe("Pending", what);
        message.GetProperty("error").GetString()!.Length.ShouldBeInRange(1, 500, what);
        var attempts = await server.App.GetJsonAsync($"{path}/attempts");
        attempts.GetProperty("results").GetArrayLength().ShouldBe(1, what);
        using var deleted = await server.Client.DeleteAsync(
            path[..path.IndexOf("/messages", StringComparison.Ordinal)]
        );
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(ct);
            await using var stream = client.GetStream();
            try
            {
                _ = await stream.ReadAtLeastAsync(new byte[100], 100, throwOnEndOfStream: false, ct);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), ct);
                // So that it is read before the connection is reset.
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, ct);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // It hung up.
            }
        }
    }
}

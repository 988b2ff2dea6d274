using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Server.Webhooks.Events;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Sends requests to one consumer, over connections of its own.</summary>
public sealed class Endpoint : IDisposable
{
    private const int KeptOfAnswer = 1024;
    private const int ReadOfAnswer = 64 * 1024;
    private const string Agent = "Causeway-Webhooks/1.0";

    private readonly Route route;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;
    private readonly X509Certificate2? certificate;
    private readonly X509Certificate2? authority;

    public Endpoint(Route route, EndpointNetwork network, WebhookOptions options, TimeProvider time)
    {
        this.route = route;
        this.time = time;
        timeout = options.Timeout;
        certificate = route.Secrets is { Certificate: { } own, PrivateKey: { } key }
            ? Load(own.Reveal(), key.Reveal())
            : null;
        authority = route.Secrets.Authority is { } pem ? X509Certificate2.CreateFromPem(pem.Reveal()) : null;
        http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                // A redirect could lead past what was checked, and would take the message elsewhere than the client said.
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.All,
                ActivityHeadersPropagator = null,
                MaxConnectionsPerServer = options.ConcurrencyPerEndpoint,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectCallback = network.Guard.ConnectAsync,
                SslOptions = Tls(certificate, authority),
            }
        );
    }

    /// <summary>Sends a message, and reads what is kept of the answer.</summary>
    public async Task<Answer> PostAsync(DueMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var began = time.GetTimestamp();
        using var request = RequestFor(message, now, out var headers);
        var answer = new Answer
        {
            Attempted = now,
            Duration = TimeSpan.Zero,
            RequestHeaders = headers,
        };
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            answer = answer with
            {
                StatusCode = (int)response.StatusCode,
                ResponseHeaders = HeadersOf(response),
                RetryAfter = Contracts.Connectors.RetryAfter.Of(response.Headers.RetryAfter, now),
                IsAbort =
                    response.Headers.TryGetValues("webhook-delivery", out var values)
                    && values.Contains("abort-message"),
            };
            answer = answer with { ResponseBody = await ReadAsync(response, either.Token) };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            answer = answer with { Error = $"There was no whole answer within {seconds} seconds." };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SourceException)
        {
            answer = answer with { Error = Explain(e) };
        }

        return answer with
        {
            Duration = time.GetElapsedTime(began),
        };
    }

    public void Dispose()
    {
        http.Dispose();
        certificate?.Dispose();
        authority?.Dispose();
    }

    private HttpRequestMessage RequestFor(DueMessage message, DateTimeOffset now, out string headers)
    {
        var body = Encoding.UTF8.GetBytes(message.Body);
        var id = message.EventId.ToString();
        var timestamp = now.ToUnixTimeSeconds();
        var seconds = timestamp.ToString(CultureInfo.InvariantCulture);
        var signature = WebhookSignature.Of(route.KeysAt(now), id, timestamp, body);
        var request = new HttpRequestMessage(HttpMethod.Post, route.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", seconds);
        request.Headers.TryAddWithoutValidation("webhook-signature", signature);
        var sent = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = "application/json",
            ["user-agent"] = Agent,
            ["webhook-id"] = id,
            ["webhook-timestamp"] = seconds,
            ["webhook-signature"] = signature,
        };
        foreach (var (name, value) in route.Secrets.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Reveal());
            sent[name] = value.ToString();
        }

        headers = JsonSerializer.Serialize(sent, EventJson.Default.DictionaryStringString);
        return request;
    }

    private static string HeadersOf(HttpResponseMessage response)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Take(50)
        )
        {
            var value = values.ToString();
            all[name] = value.Length <= KeptOfAnswer ? value : value[..KeptOfAnswer];
        }

        return JsonSerializer.Serialize(all, EventJson.Default.DictionaryStringString);
    }

    // All of a short answer is read, so that the connection can be used again.
    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            using var kept = new MemoryStream(KeptOfAnswer);
            var total = 0;
            int read;
            while (total < ReadOfAnswer && (read = await stream.ReadAsync(buffer, ct)) > 0)
            {
                kept.Write(buffer, 0, Math.Min(read, KeptOfAnswer - (int)kept.Length));
                total += read;
            }

            // PostgreSQL has no U+0000 in texts, and what is no text is not kept as one.
            return total == 0 ? null : Encoding.UTF8.GetString(kept.ToArray()).Replace('\0', '\uFFFD');
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Explain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SourceException refused)
            {
                return refused.Failure.Message;
            }
        }

        return exception is HttpRequestException { InnerException: { } inner }
            ? $"{exception.Message} {inner.Message}"
            : exception.Message;
    }

    private static SslClientAuthenticationOptions Tls(X509Certificate2? certificate, X509Certificate2? authority)
    {
        var options = new SslClientAuthenticationOptions();
        if (certificate is not null)
        {
            options.ClientCertificates = [certificate];
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (authority is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
            };
        }

        return options;
    }

    private static X509Certificate2 Load(string certificate, string key)
    {
        using var pem = X509Certificate2.CreateFromPem(certificate, key);
        // TLS on Windows takes no key that exists in memory alone.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }
}

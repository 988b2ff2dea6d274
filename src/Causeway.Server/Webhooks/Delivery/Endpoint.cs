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
using Causeway.Server.Webhooks.Messages;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Sends requests to one consumer, over connections of its own.</summary>
public sealed class Endpoint : IDisposable
{
    private const int KeptOfAnswer = 1024;
    private const int ReadOfAnswer = 64 * 1024;
    private const int LongestError = 500;

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
        using var request = RequestFor(message, now, out var signature);
        var answer = new Answer
        {
            Attempted = now,
            Duration = TimeSpan.Zero,
            Signature = signature,
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
                RetryAfter = Contracts.Connectors.RetryAfter.Of(response.Headers, now),
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
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever an endpoint, its name or its certificate can be wrong in, this was an attempt at it.
            answer = answer with
            {
                Error = Explain(e),
            };
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

    private HttpRequestMessage RequestFor(DueMessage message, DateTimeOffset now, out string signature)
    {
        var body = Encoding.UTF8.GetBytes(message.Body);
        var id = message.EventId.ToString();
        var timestamp = now.ToUnixTimeSeconds();
        signature = WebhookSignature.Of(route.KeysAt(now), id, timestamp, body);
        var request = new HttpRequestMessage(HttpMethod.Post, route.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(SentHeaders.Json) },
            },
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation(SentHeaders.UserAgent, SentHeaders.Agent);
        headers.TryAddWithoutValidation(SentHeaders.Id, id);
        headers.TryAddWithoutValidation(SentHeaders.Timestamp, timestamp.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation(SentHeaders.Signature, signature);
        foreach (var (name, value) in route.Secrets.Headers)
        {
            headers.TryAddWithoutValidation(name, value.Reveal());
        }

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

            return total == 0 ? null : StoredText.Of(Encoding.UTF8.GetString(kept.ToArray()), KeptOfAnswer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // What came over the wire can be part of it.
    private static string Explain(Exception exception) => StoredText.Of(MessageOf(exception), LongestError);

    private static string MessageOf(Exception exception)
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

using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Xero;

/// <summary>Calls Xero. The one place where its answers become <see cref="SourceException"/>.</summary>
internal sealed class XeroApi(HttpClient http, TimeProvider time)
{
    private const string TenantHeader = "Xero-Tenant-Id";

    /// <summary>The organisations to which the user has connected this server: those of this authorization and of earlier ones.</summary>
    public async Task<IReadOnlyList<XeroConnection>> ConnectionsAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("connections", UriKind.Relative));
        var all = Read(await SendAsync(request, ct), XeroJson.Default.IReadOnlyListXeroConnection);
        // An accountant's practice has books of its own kind, which are not read.
        return [.. all.Where(c => c.TenantType is "ORGANISATION")];
    }

    /// <summary>Ends a connection between an organisation and this server.</summary>
    public async Task DisconnectAsync(XeroConnection connection, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Delete,
            new Uri($"connections/{Uri.EscapeDataString(connection.Id)}", UriKind.Relative)
        );
        await SendAsync(request, ct);
    }

    /// <summary>Reads a resource of an organisation's books.</summary>
    public async Task<JsonElement> ReadAsync(string resource, string tenant, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri($"api.xro/2.0/{resource}", UriKind.Relative)
        );
        request.Headers.TryAddWithoutValidation(TenantHeader, tenant);
        return Read(await SendAsync(request, ct), XeroJson.Default.JsonElement);
    }

    private Task<byte[]> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        // Without it Xero answers in XML.
        request.Headers.Accept.ParseAdd("application/json");
        return SourceCall.ReadAsync("Xero", http, request, Refusal, ct);
    }

    private SourceFailure Refusal(HttpResponseMessage response, byte[] body) =>
        XeroErrors.ToFailure(response, body, time.GetUtcNow());

    private static T Read<T>(byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Malformed, "Xero's answer can't be understood."),
                e
            );
        }
    }
}

/// <summary>A connection between an organisation and this server, at Xero.</summary>
internal sealed record XeroConnection
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public string? TenantType { get; init; }
    public string? TenantName { get; init; }
}

/// <summary>What Xero's refusals mean.</summary>
internal static class XeroErrors
{
    public static SourceFailure ToFailure(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var detail = DetailOf(body);
        var wait = RetryAfter.Of(response.Headers, now);
        return response.StatusCode switch
        {
            // Xero says so of scopes that the user was not asked for.
            HttpStatusCode.Unauthorized when Says(detail, "AuthorizationUnsuccessful") => new(
                SourceFailureCategory.Permission,
                "This authorization does not cover what is read: connect Xero again."
            ),
            HttpStatusCode.Unauthorized => new(
                SourceFailureCategory.Authentication,
                "Xero does not accept this authorization any more."
            ),
            // And so of an organisation that was disconnected, in Xero or here.
            HttpStatusCode.Forbidden when Says(detail, "AuthenticationUnsuccessful") => new(
                SourceFailureCategory.Authentication,
                "The organisation is not connected any more: it was disconnected in Xero."
            ),
            HttpStatusCode.Forbidden => new(SourceFailureCategory.Permission, "Xero does not let this user read that."),
            HttpStatusCode.TooManyRequests => new(SourceFailureCategory.RateLimited, LimitOf(response))
            {
                RetryAfter = wait,
            },
            HttpStatusCode.NotFound => new(SourceFailureCategory.NotFound, "Xero has no such record."),
            >= HttpStatusCode.InternalServerError => new(
                SourceFailureCategory.Unavailable,
                $"Xero can't answer at the moment ({(int)response.StatusCode})."
            )
            {
                RetryAfter = wait,
            },
            _ => new(SourceFailureCategory.Rejected, $"Xero refuses what was asked ({(int)response.StatusCode})."),
        };
    }

    private static string LimitOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Rate-Limit-Problem", out var problem) && problem.FirstOrDefault() is "day"
            ? "The organisation's calls of the day are used up at Xero."
            : "Xero is getting too many calls.";

    private static bool Says(string? detail, string word) => detail?.StartsWith(word, StringComparison.Ordinal) is true;

    private static string? DetailOf(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("Detail", out var detail)
                ? detail.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

using System.Net;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.QuickBooks;

/// <summary>Asks one company's books. The one place where an answer of Intuit's becomes a <see cref="SourceException"/>.</summary>
internal sealed class QuickBooksApi(HttpClient http, SourceConnection connection, TimeProvider time)
{
    // The oldest that Intuit still answers by, since August 2025.
    private const string Version = "75";

    /// <summary>The company's id.</summary>
    public string Realm => connection.Value(QuickBooksParts.RealmField);

    /// <summary>The only record of an entity, such as <c>CompanyInfo</c>.</summary>
    public async Task<JsonElement> SingleAsync(string entity, CancellationToken ct)
    {
        var answer = await QueryAsync($"select * from {entity}", ct);
        return
            answer.ValueKind is JsonValueKind.Object
            && answer.TryGetProperty("QueryResponse", out var response)
            && response.ValueKind is JsonValueKind.Object
            && response.TryGetProperty(entity, out var records)
            && records is { ValueKind: JsonValueKind.Array }
            && records.GetArrayLength() == 1
            ? records[0]
            : throw new SourceException(Malformed);
    }

    private static SourceFailure Malformed =>
        new(SourceFailureCategory.Malformed, "The answer of QuickBooks can't be understood.");

    private SourceFailure Refusal(HttpResponseMessage response, byte[] body) =>
        QuickBooksErrors.ToFailure(response, body, time.GetUtcNow());

    private async Task<JsonElement> QueryAsync(string query, CancellationToken ct)
    {
        var address =
            $"v3/company/{Uri.EscapeDataString(Realm)}/query?query={Uri.EscapeDataString(query)}&minorversion={Version}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        // Without it Intuit answers in XML.
        request.Headers.Accept.ParseAdd("application/json");
        var body = await SourceCall.ReadAsync("QuickBooks", http, request, Refusal, ct);
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException e)
        {
            throw new SourceException(Malformed, e);
        }
    }
}

/// <summary>What Intuit's refusals mean.</summary>
internal static class QuickBooksErrors
{
    // The application has no access to this company, or no longer.
    private static readonly string[] s_accessEnded = ["3100", "003100", "3200", "003200"];

    // The subscription ran out, or the company was closed.
    private static readonly string[] s_closed = ["6190", "6210"];

    // Intuit counts by the minute, and does not say how long to wait.
    private static readonly TimeSpan s_aMinute = TimeSpan.FromMinutes(1);

    public static SourceFailure ToFailure(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var code = CodeOf(body);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(
                SourceFailureCategory.Authentication,
                "QuickBooks does not accept this authorization any more."
            ),
            HttpStatusCode.Forbidden when s_accessEnded.Contains(code, StringComparer.Ordinal) => new(
                SourceFailureCategory.Authentication,
                "This authorization does not open the company, or no longer."
            ),
            HttpStatusCode.Forbidden
            or HttpStatusCode.BadRequest when s_closed.Contains(code, StringComparer.Ordinal) => new(
                SourceFailureCategory.Permission,
                "The company's QuickBooks subscription has ended."
            ),
            HttpStatusCode.Forbidden => new(
                SourceFailureCategory.Permission,
                "QuickBooks does not let this user read that."
            ),
            HttpStatusCode.TooManyRequests => new(
                SourceFailureCategory.RateLimited,
                "QuickBooks is getting too many calls for this company."
            )
            {
                RetryAfter = RetryAfter.Of(response.Headers, now) ?? s_aMinute,
            },
            HttpStatusCode.NotFound => new(SourceFailureCategory.NotFound, "QuickBooks has no such record."),
            >= HttpStatusCode.InternalServerError => new(
                SourceFailureCategory.Unavailable,
                $"QuickBooks can't answer at the moment ({(int)response.StatusCode})."
            )
            {
                RetryAfter = RetryAfter.Of(response.Headers, now),
            },
            _ => new(
                SourceFailureCategory.Rejected,
                $"QuickBooks refuses what was asked ({(int)response.StatusCode}{(code is null ? "" : $", {code}")})."
            ),
        };
    }

    // {"Fault":{"Error":[{"code":"3100"}]}}, in either case.
    private static string? CodeOf(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            var code = Member(Member(Member(answer, "Fault"), "Error")?[0], "code")?.GetString();
            return code is { Length: > 0 and <= 10 } && code.All(char.IsAsciiDigit) ? code : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement? record, string name) =>
        record is not { ValueKind: JsonValueKind.Object } found ? null
        : found.TryGetProperty(name, out var exact) ? exact
        : found.TryGetProperty(name.ToLowerInvariant(), out var lower) ? lower
        : null;
}

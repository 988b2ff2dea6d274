using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.Connectors;

namespace Ledgerly;

/// <summary>The one place that speaks to Ledgerly, and where its answers become failures.</summary>
internal sealed class LedgerlyClient
{
    private readonly HttpClient http;
    private readonly TimeProvider time;

    public LedgerlyClient(HttpClient http, SourceConnection connection, TimeProvider time)
    {
        this.http = http;
        this.time = time;
        http.BaseAddress = new Uri(connection.Value("url").TrimEnd('/') + "/");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Value("token"));
    }

    /// <summary>Fetches pages of a collection. The cursor holds the next page and the instant at which the read began.</summary>
    public async IAsyncEnumerable<SourcePage> PagesAsync(
        string collection,
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var cursor = Cursor.From(window.Cursor, time);
        while (cursor is not null)
        {
            var since = window.Since is null ? "" : $"&since={Uri.EscapeDataString(window.Since)}";
            using var page = await GetAsync($"{collection}?page={cursor.Page}{since}", ct);
            var rows = page
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(item => new SourceRow(
                    item.GetProperty("id").GetString()!,
                    JsonSerializer.SerializeToUtf8Bytes(item, LedgerlyJson.Default.JsonElement)
                ))
                .ToList();
            var more = page.RootElement.GetProperty("more").GetBoolean();
            var next = more ? cursor with { Page = cursor.Page + 1 } : null;
            yield return new SourcePage
            {
                Rows = rows,
                NextCursor = next?.ToString(),
                Total = page.RootElement.GetProperty("total").GetInt64(),
                // What changed while we read comes again with the next read.
                Watermark = more ? null : cursor.Began,
            };
            cursor = next;
        }
    }

    /// <summary>Fetches a JSON document.</summary>
    public async Task<JsonDocument> GetAsync(string address, CancellationToken ct)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, address), ct);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        try
        {
            return await JsonDocument.ParseAsync(body, cancellationToken: ct);
        }
        catch (JsonException e)
        {
            throw Failed(SourceFailureCategory.Malformed, "Ledgerly answered with something that is not JSON.", e);
        }
    }

    /// <summary>Sends a record, and answers its id.</summary>
    public async Task<string> PostAsync<T>(string address, T body, JsonTypeInfo<T> json, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(body, json),
        };
        using var response = await SendAsync(request, ct);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        return answer.RootElement.GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException e)
            when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw Failed(SourceFailureCategory.Unavailable, "Ledgerly can't be reached.", e);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw Failed(SourceFailureCategory.Lost, "Ledgerly's answer did not arrive.", e);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var category = response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => SourceFailureCategory.Authentication,
                HttpStatusCode.Forbidden => SourceFailureCategory.Permission,
                HttpStatusCode.NotFound => SourceFailureCategory.NotFound,
                HttpStatusCode.TooManyRequests => SourceFailureCategory.RateLimited,
                >= HttpStatusCode.InternalServerError => SourceFailureCategory.Unavailable,
                _ => SourceFailureCategory.Rejected,
            };
            throw new SourceException(
                new SourceFailure(category, $"Ledgerly answered {(int)response.StatusCode}.")
                {
                    RetryAfter = response.Headers.RetryAfter?.Delta,
                }
            );
        }
    }

    private static SourceException Failed(SourceFailureCategory category, string message, Exception inner) =>
        new(new SourceFailure(category, message), inner);

    private sealed record Cursor(int Page, string Began)
    {
        public static Cursor From(string? text, TimeProvider time) =>
            text?.Split(' ') is [var page, var began]
                ? new Cursor(int.Parse(page, CultureInfo.InvariantCulture), began)
                : new Cursor(1, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Page} {Began}");
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>
/// Serves a shop's records as Stripe does, on loopback: lists newest first with cursors, records by id, what is to be expanded, events, errors in Stripe's
/// own form. It is strict: a parameter that Stripe does not know is refused.
/// </summary>
public sealed class StripeServer : IAsyncDisposable
{
    public const string Key = "rk_test_aShopsOwnKey0123";

    private static readonly string[] Always = ["limit", "starting_after", "ending_before", "expand[]"];

    // What Stripe's reference lists for each.
    private static readonly Dictionary<string, string[]> Filters = new(StringComparer.Ordinal)
    {
        ["/v1/customers"] = ["created[gte]", "email"],
        ["/v1/products"] = ["created[gte]", "active"],
        ["/v1/prices"] = ["created[gte]", "active", "product"],
        ["/v1/tax_rates"] = ["created[gte]", "active"],
        ["/v1/payment_intents"] = ["created[gte]", "customer"],
        ["/v1/charges"] = ["created[gte]", "customer", "payment_intent"],
        ["/v1/refunds"] = ["created[gte]", "charge", "payment_intent"],
        ["/v1/invoices"] = ["created[gte]", "customer", "status"],
        ["/v1/invoice_payments"] = ["invoice", "status"],
        ["/v1/checkout/sessions"] = ["created[gte]", "customer", "payment_intent", "status"],
        ["/v1/balance_transactions"] = ["created[gte]", "type", "payout"],
        ["/v1/disputes"] = ["created[gte]", "charge", "payment_intent"],
        ["/v1/terminal/locations"] = [],
        ["/v1/payment_method_configurations"] = ["application"],
        ["/v1/events"] = ["created[gte]", "type", "types[]"],
    };

    private readonly ConcurrentQueue<StripeFault> faults = new();
    private readonly WebApplication app;

    private StripeServer(WebApplication app, StripeShop shop) => (this.app, Shop) = (app, shop);

    public StripeShop Shop { get; }

    public Uri Url => new(app.Urls.Single() + "/");

    /// <summary>Whom it lets in.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new(StringComparer.Ordinal) { [Key] = true };

    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public static async Task<StripeServer> StartAsync(StripeShop shop, Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var server = new StripeServer(built, shop);
        more?.Invoke(built);
        built.MapGet("/v1/{**path}", server.AnswerAsync);
        await built.StartAsync();
        return server;
    }

    /// <summary>The next calls to what begins so fail.</summary>
    public void Fail(StripeFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            faults.Enqueue(fault);
        }
    }

    /// <summary>A client as the gateway gives it to a connector.</summary>
    public HttpClient Client(string? key = Key)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Calls.Enqueue(request.Path + request.QueryString);
        response.Headers.Date = Shop.Now.ToString("R", CultureInfo.InvariantCulture);
        var (status, body) = Refused(request, response) ?? Found(request);
        response.StatusCode = status;
        response.ContentType = "application/json";
        // Stripe's answers are indented, too.
        await response.WriteAsync(body is string text ? text : ((JsonNode)body).ToJsonString(StripeShop.Indented));
    }

    private (int, object)? Refused(HttpRequest request, HttpResponse response)
    {
        if (
            faults.TryPeek(out var fault)
            && request.Path.StartsWithSegments(fault.Path, StringComparison.Ordinal)
            && faults.TryDequeue(out fault)
        )
        {
            foreach (var (name, value) in fault.Headers)
            {
                response.Headers[name] = value;
            }

            return (
                fault.Status,
                (object?)fault.Body ?? Error(fault.Type, fault.Code, "As the test wants it; sk_live_secret.")
            );
        }

        var token = request.Headers.Authorization.ToString();
        return token.StartsWith("Bearer ", StringComparison.Ordinal) && Tokens.ContainsKey(token["Bearer ".Length..])
            ? request.Headers["Stripe-Version"].Count == 1
                ? null
                : (400, Error("invalid_request_error", null, "No version."))
            : (401, Error("invalid_request_error", "api_key_expired", "Invalid API Key provided: rk_test_*******0123"));
    }

    private (int, object) Found(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (Shop.Singles.TryGetValue(path, out var single))
        {
            return (200, single);
        }

        if (Shop.Lists.TryGetValue(path, out var list))
        {
            return Page(request, path, list);
        }

        var cut = path.LastIndexOf('/');
        return Shop.Find(path[..cut], path[(cut + 1)..]) is { } record
            ? (200, Expanded(record, request, "", asList: false))
            : (404, Error("invalid_request_error", "resource_missing", $"No such record: '{path[(cut + 1)..]}'"));
    }

    private (int, object) Page(HttpRequest request, string path, IReadOnlyList<JsonObject> list)
    {
        var known = Filters.GetValueOrDefault(path, []);
        var unknown = request.Query.Keys.FirstOrDefault(k => !Always.Contains(k) && !known.Contains(k));
        var limit = int.Parse(request.Query["limit"].FirstOrDefault("10")!, CultureInfo.InvariantCulture);
        if (unknown is not null || limit is < 1 or > 100 || request.Query["types[]"].Count > 20)
        {
            return (400, Error("invalid_request_error", "parameter_unknown", $"Received unknown parameter: {unknown}"));
        }

        IEnumerable<JsonObject> found = list.Where(r => Matches(r, request)).OrderByDescending(Created);
        if (request.Query["starting_after"].FirstOrDefault() is { } after)
        {
            if (!list.Any(r => IdOf(r) == after))
            {
                return (400, Error("invalid_request_error", "resource_missing", $"No such record: '{after}'"));
            }

            found = found.SkipWhile(r => IdOf(r) != after).Skip(1);
        }

        JsonObject[] rest = [.. found.Take(limit + 1)];
        return (
            200,
            new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray([
                    .. rest.Take(limit).Select(r => Expanded(r, request, "data.", asList: true)),
                ]),
                ["has_more"] = rest.Length > limit,
                ["url"] = path,
            }
        );
    }

    private static bool Matches(JsonObject record, HttpRequest request) =>
        request
            .Query.Where(q => !Always.Contains(q.Key))
            .All(q =>
                q.Key switch
                {
                    "created[gte]" => Created(record) >= long.Parse(q.Value[0]!, CultureInfo.InvariantCulture),
                    "types[]" => q.Value.Contains((string?)record["type"]),
                    _ => (string?)record[q.Key] == q.Value[0],
                }
            );

    // As deep as four names and no deeper, like Stripe.
    private JsonObject Expanded(JsonObject record, HttpRequest request, string prefix, bool asList)
    {
        var copy = (JsonObject)record.DeepClone();
        var paths = request.Query["expand[]"].Select(p => p!).ToList();
        // These come only when they are asked for.
        foreach (var name in new[] { "line_items", "payments", "currency_options" })
        {
            if (copy.ContainsKey(name) && !paths.Contains(prefix + name))
            {
                copy.Remove(name);
            }
        }

        foreach (var path in paths)
        {
            path.StartsWith(prefix, StringComparison.Ordinal).ShouldBe(true, path);
            path.Split('.').Length.ShouldBeLessThanOrEqualTo(4, path);
            Expand(copy, path[prefix.Length..].Split('.'));
        }

        return asList || !Shop.IsDeleted(copy) ? copy : StripeShop.Tombstone(copy);
    }

    private void Expand(JsonObject record, ReadOnlySpan<string> names)
    {
        if (names.Length == 0 || record[names[0]] is not { } value)
        {
            return;
        }

        if (value is JsonValue id && Shop.ById.TryGetValue((string)id!, out var whole))
        {
            record[names[0]] = value = whole.DeepClone();
        }

        if (value is JsonObject next)
        {
            Expand(next, names[1..]);
        }
    }

    private static JsonObject Error(string type, string? code, string message) =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["type"] = type,
                ["code"] = code,
                ["message"] = message,
            },
        };

    private static long Created(JsonObject record) => (long?)record["created"] ?? 0;

    private static string IdOf(JsonObject record) => (string)record["id"]!;
}

/// <summary>A failure of Stripe's.</summary>
public sealed record StripeFault(int Status, string Path = "/v1")
{
    public string Type { get; init; } = "api_error";

    public string? Code { get; init; }

    public string? Body { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Causeway.Server.Tests.Http;

/// <summary>One request that is wrong in one way.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path and query.</param>
/// <param name="What">What is wrong with it, for the report.</param>
/// <param name="Field">What a refusal with 400 must name, if it can be said.</param>
/// <param name="Body">The body.</param>
internal sealed record HostileRequest(
    string Method,
    string Path,
    string What,
    string? Field = null,
    HttpContent? Body = null
);

/// <summary>Makes hostile requests to an endpoint, the same ones each time.</summary>
/// <param name="known">Values of path parameters that exist: without them nothing behind the first look-up is reached.</param>
internal sealed partial class HostileRequests(IReadOnlyDictionary<string, string> known)
{
    // Of the values for each parameter, so many at each endpoint: the seed decides which, and over all endpoints each has its turn.
    private const int PathPartsEach = 5;
    private const int QueryValuesEach = 2;

    private static readonly JsonSerializerOptions AsDeepAsItGets = new() { MaxDepth = 10_000 };

    private readonly Random random = new(20_260_101);

    private const string LinkSettings =
        """{"branding":{"displayName":"x","primaryColour":"#0b5fa5"},"texts":{"en":{"landing":"x"}},"consent":{"privacyUrl":"https://x.example/","texts":{"en":{"purpose":"x"}}},"sourceTypes":[{"sourceType":"Accounting","optional":true,"enableIntegrations":true,"enableFileUpload":true}],"integrations":["mqjo"],"redirect":{"url":"https://x.example/","allowedHosts":["https://x.example"]},"defaultLanguage":"en"}""";

    // Good bodies, each of whose fields is then made wrong. An endpoint that takes a body and is not here fails the test.
    private static readonly Dictionary<string, string> GoodBodies = new(StringComparer.Ordinal)
    {
        ["create-company"] = """{"name":"x","description":"y","tags":{"a":"b"}}""",
        ["replace-company"] = """{"name":"x","description":"y","tags":{"a":"b"}}""",
        ["update-company"] = """{"name":"x","description":"y","tags":{"a":"b"}}""",
        ["set-integration-application"] = """{"clientId":"x","clientSecret":"y"}""",
        ["create-webhook-consumer"] = """{"url":"https://example.com/x","eventTypes":["client.*"],"disabled":true}""",
        ["update-webhook-consumer"] = """{"description":"x"}""",
        ["send-webhook-example"] = """{"eventType":"company.created"}""",
        ["recover-webhook-messages"] = """{"since":"2026-01-01T00:00:00Z"}""",
        ["replay-webhook-messages"] = """{"since":"2026-01-01T00:00:00Z"}""",
        ["create-connection"] = """{"platformKey":"zzzz"}""",
        ["unlink-connection"] = """{"status":"Sleeping"}""",
        ["update-connection-authorization"] = """{"dataSet":"nothing"}""",
        ["create-api-key"] = """{"name":"x"}""",
        ["update-profile"] =
            """{"name":"x","logoUrl":"https://x.example/l.png","iconUrl":"https://x.example/i.png","redirectUrl":"https://x.example/","whiteListUrls":["https://x.example"],"confirmCompanyName":true}""",
        ["update-link-settings"] = LinkSettings,
        ["create-link-preview"] = """{"branding":{"primaryColour":"#0b5fa5"}}""",
        ["create-link-url"] = """{"language":"fr"}""",
        ["update-profile-syncSettings"] =
            """{"overridesDefaults":true,"settings":[{"dataType":"invoices","fetchOnFirstLink":true,"syncSchedule":24,"syncOrder":0,"syncFromUtc":"2020-01-01T12:00:00Z","monthsToSync":24,"isLocked":false}]}""",
        ["set-company-syncSettings"] =
            """{"companyId":"COMPANY","overridesDefaults":true,"settings":[{"dataType":"invoices","fetchOnFirstLink":true,"syncSchedule":24,"syncOrder":0,"syncFromUtc":"2020-01-01T12:00:00Z","monthsToSync":24,"isLocked":false}]}""",
        ["create-push-operation"] =
            """{"customerName":"x","contactName":"y","emailAddress":"z","status":"Active","addresses":[{"type":"Billing","line1":"a"}],"defaultCurrency":"GBP"}""",
        ["update-push-operation"] =
            """{"customerName":"x","status":"Active","addresses":[{"type":"Billing","line1":"a"}]}""",
        ["set-cors-settings"] = """{"allowedOrigins":["https://x.example"]}""",
        ["set-connection-management-cors-settings"] = """{"allowedOrigins":["https://x.example"]}""",
        ["/embedded/connections"] = """{"platformKey":"zzzz"}""",
        // What was entered is looked at only after the consent, which can't be made up, and returnTo may be null: EmbeddedLinkTests and EmbeddedWindowTests have those.
        ["/embedded/connections/{connectionId}/authorize"] = """{"consent":"x"}""",
        ["/embedded/connections/{connectionId}/leave"] = """{"consent":"x"}""",
        ["correct-quarantined-record"] = """{"id":"1","name":"x"}""",
    };

    // They take no body; what comes is of no interest to them.
    private static readonly HashSet<string> Bodiless = new(StringComparer.Ordinal)
    {
        "approve-deletions",
        "refresh-company-data",
        "refresh-company-info",
        "refresh-data-type",
        "replay-quarantine",
        "rotate-encryption-key",
        "enable-webhook-consumer",
        "resend-webhook-message",
        "rotate-webhook-secret",
        "set-link-logo",
        // A form, which is nothing that can be made wrong field by field: UploadFilesTests has those.
        "upload-files",
        "/embedded/connections/{connectionId}/files",
        "/companies/{companyId}/data/queue/all",
        "/embedded/connections/{connectionId}/cancel",
        "/embedded/connections/{connectionId}/consent",
        "/embedded/connections/{connectionId}/unlink",
    };

    public IEnumerable<HostileRequest> For(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        return methods.SelectMany(method => For(endpoint, method));
    }

    /// <summary>How an endpoint is told: by its operation's name, or by its route.</summary>
    public static string NameOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!;

    private IEnumerable<HostileRequest> For(RouteEndpoint endpoint, string method)
    {
        var route = endpoint.RoutePattern.RawText!;
        var path = Fill(route, null, "");
        foreach (var parameter in endpoint.RoutePattern.Parameters.Select(p => p.Name))
        {
            foreach (var value in random.GetItems(HostileValues.PathParts, PathPartsEach))
            {
                yield return new(
                    method,
                    Fill(route, parameter, value),
                    $"{parameter}={Short(value)}",
                    Body: Good(endpoint)
                );
            }
        }

        // What would be deleted is needed by the requests that follow.
        if (method is "DELETE")
        {
            if (endpoint.RoutePattern.Parameters.Count == 0)
            {
                yield return new(method, $"{path}?x=1", "as it is");
            }

            yield break;
        }

        foreach (var name in HostileValues.QueryNames)
        {
            foreach (var value in random.GetItems(HostileValues.QueryValues, QueryValuesEach))
            {
                yield return new(method, $"{path}?{name}={value}", $"?{name}={Short(value)}", Body: Good(endpoint));
            }
        }

        yield return new(
            method,
            $"{path}?page=1&page=2&pageSize=%FF&orderBy=id&orderBy=-id",
            "twice",
            Body: Good(endpoint)
        );
        if (method is "GET")
        {
            yield break;
        }

        foreach (var (body, index) in HostileValues.Bodies().Select((body, index) => (body, index)))
        {
            yield return new(method, path, $"body {index}", Body: body);
        }

        foreach (var request in WrongFields(endpoint, method, path))
        {
            yield return request;
        }
    }

    private IEnumerable<HostileRequest> WrongFields(RouteEndpoint endpoint, string method, string path)
    {
        if (GoodBody(endpoint) is not { } good)
        {
            yield break;
        }

        foreach (var field in PathsOf(JsonNode.Parse(good)!, ""))
        {
            foreach (var value in HostileValues.FieldValues())
            {
                var body = JsonNode.Parse(good)!;
                Replace(body, field, value?.DeepClone());
                var json = JsonSerializer.SerializeToUtf8Bytes(body, AsDeepAsItGets);
                var told = value is null ? "null" : Short(value.ToJsonString(AsDeepAsItGets));
                yield return new(method, path, $"{field}={told}", field, HostileValues.Json(json));
            }
        }

        yield return new(
            method,
            path,
            "an unknown field",
            "notAField",
            HostileValues.Json(System.Text.Encoding.UTF8.GetBytes($"{good[..^1]},\"notAField\":1}}"))
        );
    }

    private ByteArrayContent? Good(RouteEndpoint endpoint) =>
        GoodBody(endpoint) is { } body ? HostileValues.Json(System.Text.Encoding.UTF8.GetBytes(body)) : null;

    private string? GoodBody(RouteEndpoint endpoint)
    {
        var name = NameOf(endpoint);
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return GoodBodies.TryGetValue(name, out var body)
                ? body.Replace("COMPANY", known.GetValueOrDefault("companyId"), StringComparison.Ordinal)
            : Bodiless.Contains(name) || IsPage(endpoint) || !methods.Any(m => m is "POST" or "PUT" or "PATCH") ? null
            : throw new ShouldAssertException($"{name} is new: give it a good body here, or say that it takes none.");
    }

    /// <summary>Whether it answers people, in HTML.</summary>
    public static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/') is var route
        && (
            route.StartsWith("link/", StringComparison.Ordinal)
            || route.StartsWith("company/", StringComparison.Ordinal)
            || route.EndsWith("/start", StringComparison.Ordinal)
        );

    private static IEnumerable<string> PathsOf(JsonNode node, string at) =>
        node switch
        {
            JsonObject members => members.SelectMany(m =>
                PathsOf(m.Value!, at.Length == 0 ? m.Key : $"{at}.{m.Key}")
                    .Prepend(at.Length == 0 ? m.Key : $"{at}.{m.Key}")
            ),
            JsonArray { Count: > 0 } items => PathsOf(items[0]!, $"{at}[0]").Prepend($"{at}[0]"),
            _ => [],
        };

    private static void Replace(JsonNode body, string path, JsonNode? value)
    {
        var steps = Steps().Matches(path).Select(m => m.Value).ToList();
        var at = body;
        foreach (var step in steps.SkipLast(1))
        {
            at = step.StartsWith('[') ? at[0]! : at[step]!;
        }

        if (steps[^1].StartsWith('['))
        {
            at[0] = value;
        }
        else
        {
            at[steps[^1]] = value;
        }
    }

    private string Fill(string route, string? hostile, string value) =>
        Parameter()
            .Replace(
                route.StartsWith('/') ? route : $"/{route}",
                m =>
                    m.Groups["name"].Value is var name && name == hostile ? value
                    : known.TryGetValue(name, out var there) ? there
                    : "0190a000-0000-7000-8000-0000000000aa"
            );

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    [GeneratedRegex(@"\{\*?(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steps();
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Causeway.Contracts;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Http;

/// <summary>Whatever is sent to whatever is mapped: never a fault of ours, always an answer in the API's form, and no secret in it.</summary>
public sealed partial class HostileRequestsTests : IAsyncLifetime
{
    private readonly RememberedLog log = new();
    private readonly ConcurrentBag<string> findings = [];
    private CausewayApp app = null!;
    private int sent;

    public async ValueTask InitializeAsync() =>
        app = await CausewayApp.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(log),
            new() { ["Logging:LogLevel:Causeway"] = "Information", ["Logging:Console:LogLevel:Causeway"] = "Warning" }
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_endpoint_refuses_every_hostile_request_in_the_form_of_the_API()
    {
        var known = await KnownAsync();
        var requests = new HostileRequests(known);
        var endpoints = Endpoints();
        using var component = await app.ComponentAsync(CompanyId.From(Guid.Parse(known["companyId"])));

        foreach (var endpoint in endpoints)
        {
            if (IsEmbedded(endpoint))
            {
                // Hostile requests may have replaced the origins.
                await app.AllowAsync(EmbeddedDomain.Origin);
            }

            await Parallel.ForEachAsync(
                requests.For(endpoint).ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (request, _) => await TryAsync(endpoint, request, IsEmbedded(endpoint) ? component : app.Client)
            );
        }

        endpoints.Count.ShouldBeGreaterThan(90);
        sent.ShouldBeInRange(3_000, 12_000);
        Report().ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_endpoint_that_needs_a_key_refuses_what_has_none()
    {
        string?[] headers =
        [
            null,
            "",
            "Basic",
            "Basic ====",
            "Basic \u00ff\u00fe",
            "Bearer x",
            $"Basic {new string('A', 4_000)}",
        ];
        using var stranger = app.ClientWithout();
        var requests = new HostileRequests(new Dictionary<string, string>());

        foreach (var endpoint in Endpoints().Where(e => !IsPublic(e)))
        {
            foreach (var header in headers)
            {
                var request = requests.For(endpoint).First();
                using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
                if (header is not null)
                {
                    message.Headers.TryAddWithoutValidation("Authorization", header);
                }

                using var response = await stranger.SendAsync(message);
                await response.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized);
            }
        }
    }

    [Fact]
    public async Task An_answers_correlation_id_is_in_the_log()
    {
        using var refused = await app.Client.GetAsync("/companies/0190a000-0000-7000-8000-0000000000ff");
        using var unknown = await app.Client.GetAsync("/no/such/place");
        using var stranger = await app.ClientWithout().GetAsync("/companies");

        foreach (var response in new[] { refused, unknown, stranger })
        {
            var body = await response.Content.ReadAsStringAsync();
            var id = JsonDocument.Parse(body).RootElement.GetProperty("correlationId").GetString()!;
            log.Lines.ShouldContain(line => line.Contains(id), $"{response.StatusCode}: {body}");
        }
    }

    private async Task TryAsync(RouteEndpoint endpoint, HostileRequest request, HttpClient client)
    {
        Interlocked.Increment(ref sent);
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(request.Path, UriKind.Relative)
        )
        {
            Content = request.Body,
        };
        using var response = await client.SendAsync(message);
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync();
        void Found(string what) =>
            findings.Add(
                $"{what}: {request.Method} {HostileRequests.NameOf(endpoint)} {request.What} → {status} {Start(text)}"
            );

        if (status >= 500)
        {
            Found("FAULT");
        }
        else if (Leaks().IsMatch(text) || text.Contains(CausewayApp.ApiKey, StringComparison.Ordinal))
        {
            Found("LEAK");
        }
        else if (status >= 400 && !HostileRequests.IsPage(endpoint))
        {
            Judge(request, status, text, Found);
        }
    }

    private void Judge(HostileRequest request, int status, string text, Action<string> found)
    {
        JsonElement body;
        try
        {
            body = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            found("NO JSON");
            return;
        }

        if (
            !body.TryGetProperty("statusCode", out var code)
            || code.GetInt32() != status
            || !body.TryGetProperty("error", out var error)
            || string.IsNullOrEmpty(error.GetString())
            || !body.TryGetProperty("correlationId", out var id)
            || !body.TryGetProperty("canBeRetried", out _)
        )
        {
            found("FORM");
            return;
        }

        if (!log.Contains(id.GetString()!))
        {
            found("NOT IN THE LOG");
        }

        if (status == 400 && request.Field is { } field && !Names(body, field))
        {
            found("NAMES NOT");
        }
    }

    // The field, what it lies in, or what lies in it.
    private static bool Names(JsonElement body, string field) =>
        body.TryGetProperty("validation", out var validation)
        && validation
            .GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("itemId").GetString()!)
            .Any(item =>
                item is "body"
                || item.Split(", ")
                    .Any(name =>
                        field.Contains(name, StringComparison.OrdinalIgnoreCase)
                        || name.Contains(field, StringComparison.OrdinalIgnoreCase)
                    )
            );

    private List<string> Report() =>
        [
            .. findings
                .GroupBy(f => Kinds().Replace(f, "${kind}"))
                .Select(group => $"{group.Count()} × {group.Order(StringComparer.Ordinal).First()}")
                .Order(StringComparer.Ordinal),
        ];

    private List<RouteEndpoint> Endpoints() =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                // It has a pipeline and tests of its own.
                .Where(e => e.Metadata.GetMetadata<Causeway.Server.Portal.PortalEndpoint>() is null)
                .OrderBy(e => e.RoutePattern.RawText, StringComparer.Ordinal)
                .ThenBy(HostileRequests.NameOf, StringComparer.Ordinal),
        ];

    private static bool IsEmbedded(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("embedded/", StringComparison.Ordinal);

    private static bool IsPublic(RouteEndpoint endpoint) =>
        HostileRequests.IsPage(endpoint)
        || endpoint.RoutePattern.RawText!.TrimStart('/') is var route
            && (
                route.StartsWith("health", StringComparison.Ordinal)
                || route.StartsWith("branding", StringComparison.Ordinal)
                || route.StartsWith("openapi", StringComparison.Ordinal)
                || route.StartsWith("sdk/", StringComparison.Ordinal)
            );

    // A company with books that were read, so that requests get past the first look-up.
    private async Task<Dictionary<string, string>> KnownAsync()
    {
        var connection = await app.HasConnectionAsync();
        using var refresh = await app.Client.PostAsync($"/companies/{connection.CompanyId}/data/queue/customers", null);
        var dataset = await refresh.ShouldBeOkAsync();
        var datasetId = dataset.GetProperty("id").GetString()!;
        using var wait = new HttpRequestMessage(
            HttpMethod.Post,
            $"/companies/{connection.CompanyId}/data/queue/customers"
        );
        wait.Headers.Add("Prefer", "wait=30");
        using var waited = await app.Client.SendAsync(wait);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["companyId"] = connection.CompanyId.ToString(),
            ["connectionId"] = connection.Id.ToString(),
            ["datasetId"] = datasetId,
            ["dataType"] = "customers",
            ["path"] = "customers",
            ["platformKey"] = FakeBooks.Key,
            ["file"] = "square.svg",
        };
    }

    private static string Start(string text) => text.Length <= 300 ? text : text[..300];

    // Traces, and names that only our own code and libraries use.
    [GeneratedRegex(
        @"   at \w|Exception|Npgsql|Sqlite|Microsoft\.|System\.|Wolverine",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Leaks();

    // A finding without what differs from one value to the next.
    [GeneratedRegex(
        "^(?<kind>[A-Z ]+: \\w+ [^ ]+ [^=→ ]+).*$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Kinds();

    /// <summary>Remembers what was logged.</summary>
    private sealed class RememberedLog : ILoggerProvider
    {
        private readonly ConcurrentDictionary<string, bool> ids = new(StringComparer.Ordinal);

        public ConcurrentQueue<string> Lines { get; } = [];

        public bool Contains(string correlationId) => ids.ContainsKey(correlationId);

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void Dispose() { }

        private void Add(string line)
        {
            Lines.Enqueue(line);
            foreach (var id in Ids().EnumerateMatches(line))
            {
                ids[line.Substring(id.Index, id.Length)] = true;
            }
        }

        private sealed class Logger(RememberedLog log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => log.Add(formatter(state, exception));
        }
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();
}

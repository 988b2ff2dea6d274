using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Causeway.Contracts;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Access.Embedding;

/// <summary>What a company access token opens, and above all what it does not: tried on every endpoint that takes one.</summary>
public sealed class CompanyTokenTests(OwnAppWithClock server) : IClassFixture<OwnAppWithClock>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private TestConnection own = null!;
    private TestConnection another = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AsNewAsync();
        await app.AllowAsync(EmbeddedDomain.Origin);
        own = await app.HasConnectionAsync();
        another = await app.HasConnectionAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_is_as_the_API_has_it_and_kept_by_nobody_on_the_way()
    {
        using var response = await app.Client.GetAsync($"/companies/{own.CompanyId}/accessToken");
        var body = await response.ShouldBeOkAsync();
        using var old = await app.Client.GetAsync($"/companies/{own.CompanyId}/connectionManagement/accessToken");
        var older = await old.ShouldBeOkAsync();

        body.GetProperty("expiresIn").GetInt32().ShouldBe(86_400);
        body.GetProperty("tokenType").GetString().ShouldBe("Bearer");
        body.GetProperty("accessToken").GetString()!.Length.ShouldBeInRange(60, 500);
        older.EnumerateObject().Select(p => p.Name).ShouldBe(["accessToken"]);
        response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        old.Headers.CacheControl?.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task There_is_none_for_a_company_that_is_not_there_or_for_an_unknown_purpose()
    {
        using var unknown = await app.Client.GetAsync("/companies/0190a000-0000-7000-8000-0000000000ff/accessToken");
        using var purpose = await app.Client.GetAsync($"/companies/{own.CompanyId}/accessToken?purpose=everything");

        await unknown.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "Company");
        await purpose.ShouldNameAsync("purpose");
    }

    [Fact]
    public async Task Every_endpoint_refuses_what_is_no_good_token()
    {
        var good = await app.HasTokenAsync(own.CompanyId);
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(CausewayApp.ApiKey));
        string?[] headers =
        [
            null,
            "Bearer",
            "Bearer ",
            "Bearer x",
            $"Bearer {CausewayApp.ApiKey}",
            $"Bearer {good[..^1]}",
            $"Bearer {good}A",
            $"Bearer {Flipped(good)}",
            $"Bearer {new string('A', 4_000)}",
            $"Basic {good}",
            $"Basic {basic}",
            good,
        ];

        foreach (var request in Requests(own))
        {
            foreach (var header in headers)
            {
                using var client = app.Component(null);
                client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

                using var response = await client.SendAsync(request.Message());

                await response.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized, "access token");
                response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
            }
        }
    }

    [Fact]
    public async Task Every_endpoint_of_the_API_refuses_a_company_token()
    {
        var token = await app.HasTokenAsync(own.CompanyId);
        using var client = app.ClientWithout();

        foreach (
            var path in new[]
            {
                "/companies",
                $"/companies/{own.CompanyId}",
                $"{own.Path}",
                $"/companies/{own.CompanyId}/accessToken",
                "/corsSettings",
                "/apiKeys",
            }
        )
        {
            foreach (var scheme in new[] { "Bearer", "Basic" })
            {
                using var message = new HttpRequestMessage(HttpMethod.Get, path);
                message.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);

                using var response = await client.SendAsync(message);

                await response.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized, "Unauthorized");
            }
        }
    }

    [Fact]
    public async Task Every_endpoint_refuses_pages_of_other_origins_even_with_a_good_token()
    {
        var token = await app.HasTokenAsync(own.CompanyId);

        foreach (var request in Requests(own))
        {
            foreach (
                var origin in new[] { null, "null", "https://evil.example", "https://app.client.example.evil.example" }
            )
            {
                using var client = app.Component(token, origin);

                using var response = await client.SendAsync(request.Message());

                await response.ShouldBeRefusedAsync(HttpStatusCode.Forbidden, "origin");
                response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
            }
        }

        (await app.StatusOfAsync(own)).ShouldBe("Linked");
    }

    [Fact]
    public async Task No_endpoint_touches_or_tells_of_another_companys_connection()
    {
        using var component = await app.ComponentAsync(own.CompanyId);
        var before = await app.GetJsonAsync($"{another.Path}/events?pageSize=100");

        foreach (var request in Requests(another).Where(r => r.Path.Contains(another.Id.ToString())))
        {
            using var response = await component.SendAsync(request.Message());

            await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "not found");
        }

        (await app.GetJsonAsync($"{another.Path}/events?pageSize=100")).GetRawText().ShouldBe(before.GetRawText());
        (await app.StatusOfAsync(another)).ShouldBe("Linked");
        foreach (var path in new[] { "/embedded/link", "/embedded/connections" })
        {
            using var listed = await component.GetAsync(path);
            var text = (await listed.ShouldBeOkAsync()).GetRawText();
            text.ShouldContain(own.Id.ToString());
            text.ShouldNotContain(another.Id.ToString());
            text.ShouldNotContain(another.CompanyId.ToString());
        }
    }

    [Fact]
    public async Task A_token_ends_with_its_day_with_its_company_and_with_the_origin()
    {
        var token = await app.HasTokenAsync(own.CompanyId);
        using var component = app.Component(token);
        using var first = await component.GetAsync("/embedded/connections");
        await first.ShouldBeOkAsync();

        await app.AllowAsync("https://elsewhere.example");
        using (var moved = await component.GetAsync("/embedded/connections"))
        {
            await moved.ShouldBeRefusedAsync(HttpStatusCode.Forbidden, "origin");
        }

        await app.AllowAsync(EmbeddedDomain.Origin);
        var doomed = await app.HasCompanyAsync();
        using var orphan = app.Component(await app.HasTokenAsync(doomed));
        using (var there = await orphan.GetAsync("/embedded/connections"))
        {
            await there.ShouldBeOkAsync();
        }

        using (var deleted = await app.Client.DeleteAsync($"/companies/{doomed}"))
        {
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        using (var gone = await orphan.GetAsync("/embedded/connections"))
        {
            await gone.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized, "access token");
        }

        server.Clock.Advance(TimeSpan.FromHours(23));
        using (var still = await component.GetAsync("/embedded/connections"))
        {
            await still.ShouldBeOkAsync();
        }

        server.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var request in Requests(own))
        {
            using var late = await component.SendAsync(request.Message());
            await late.ShouldBeRefusedAsync(HttpStatusCode.Unauthorized, "access token");
        }
    }

    [Fact]
    public async Task A_token_for_connection_management_chooses_nothing_and_connects_only_what_was_connected()
    {
        var pending = await app.HasConnectionAsync(linked: false, company: own.CompanyId, platformKey: FakeLedger.Key);
        foreach (
            var token in new[]
            {
                await app.HasManagementTokenAsync(own.CompanyId),
                await app.HasTokenAsync(own.CompanyId, "?purpose=connectionManagement"),
            }
        )
        {
            using var component = app.Component(token);

            using var open = await component.GetAsync("/embedded/link");
            await open.ShouldBeRefusedAsync(HttpStatusCode.Forbidden, "purpose");
            using var choose = await component.PostAsJsonAsync(
                "/embedded/connections",
                new { platformKey = FakeBooks.Key }
            );
            await choose.ShouldBeRefusedAsync(HttpStatusCode.Forbidden, "purpose");
            foreach (var step in new[] { "consent", "authorize", "leave" })
            {
                using var begin = await component.PostAsJsonAsync(
                    $"/embedded/connections/{pending.Id}/{step}",
                    new { }
                );
                await begin.ShouldBeRefusedAsync(HttpStatusCode.Forbidden, "connection management");
            }

            using var list = await component.GetAsync("/embedded/connections");
            await list.ShouldBeOkAsync();
        }
    }

    [Fact]
    public async Task A_token_for_link_does_what_link_does()
    {
        using var component = app.Component(await app.HasTokenAsync(own.CompanyId, "?purpose=link"));

        using var open = await component.GetAsync("/embedded/link");
        using var list = await component.GetAsync("/embedded/connections");

        await open.ShouldBeOkAsync();
        await list.ShouldBeOkAsync();
        open.Headers.CacheControl?.NoStore.ShouldBeTrue();
        open.Headers.Vary.ShouldBe(["Origin"]);
        open.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([EmbeddedDomain.Origin]);
    }

    [Fact]
    public void Every_endpoint_under_the_prefix_is_tried_here()
    {
        var mapped = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("embedded", StringComparison.Ordinal))
            .SelectMany(e =>
                e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}")
            );

        Requests(own)
            .Select(r => $"{r.Method} {r.Path}".Replace(own.Id.ToString(), "{connectionId}", StringComparison.Ordinal))
            .ShouldBe(mapped, ignoreOrder: true);
    }

    private static List<Request> Requests(TestConnection connection)
    {
        var one = $"/embedded/connections/{connection.Id}";
        return
        [
            new("GET", "/embedded/link"),
            new("GET", "/embedded/connections"),
            new("POST", "/embedded/connections", """{"platformKey":"tbks"}"""),
            new("GET", one),
            new("GET", $"{one}/authorization"),
            new("POST", $"{one}/cancel"),
            new("POST", $"{one}/unlink"),
            new("POST", $"{one}/consent"),
            new("POST", $"{one}/authorize", """{"consent":"x","values":{}}"""),
            new("POST", $"{one}/leave", """{"consent":"x","values":{}}"""),
            new("GET", $"{one}/files"),
            new("POST", $"{one}/files", Form, "multipart/form-data; boundary=x"),
        ];
    }

    // One bit in the middle of it.
    private static string Flipped(string token)
    {
        var at = token.Length / 2;
        return $"{token[..at]}{(token[at] is 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }

    private const string Form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n--x--\r\n";

    private sealed record Request(string Method, string Path, string? Body = null, string Type = "application/json")
    {
        public HttpRequestMessage Message() =>
            new(new HttpMethod(Method), Path)
            {
                Content = Body is null ? null : new StringContent(Body, MediaTypeHeaderValue.Parse(Type)),
            };
    }
}

using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Access.Embedding;

/// <summary>Which pages may embed the components: a server of their own, because there is one list.</summary>
public sealed class CorsSettingsTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;

    public async ValueTask InitializeAsync() => app = await own.AsNewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_list_is_replaced_as_a_whole_and_is_the_same_at_both_addresses()
    {
        (await OriginsAsync("/corsSettings")).ShouldBeEmpty();

        using var set = await app.Client.PostAsJsonAsync(
            "/connectionManagement/corsSettings",
            new
            {
                allowedOrigins = new[]
                {
                    "https://B.example/",
                    "https://a.example:443",
                    "http://localhost:3000",
                    "https://bücher.example",
                    "http://[::1]:8080",
                    "https://b.example",
                },
            }
        );

        var body = await set.ShouldBeOkAsync();
        string[] expected =
        [
            "https://b.example",
            "https://a.example",
            "http://localhost:3000",
            "https://xn--bcher-kva.example",
            "http://[::1]:8080",
        ];
        body.GetProperty("allowedOrigins").EnumerateArray().Select(o => o.GetString()).ShouldBe(expected);
        (await OriginsAsync("/corsSettings")).ShouldBe(expected);
        (await OriginsAsync("/connectionManagement/corsSettings")).ShouldBe(expected);

        await app.AllowAsync("https://other.example");
        (await OriginsAsync("/connectionManagement/corsSettings")).ShouldBe(["https://other.example"]);
        await app.AllowAsync();
        (await OriginsAsync("/corsSettings")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("app.example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://example.com/path")]
    [InlineData("https://example.com?x=1")]
    [InlineData("https://example.com#x")]
    [InlineData("https://user@example.com")]
    [InlineData("https:/example.com")]
    [InlineData("https:\\\\example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://example.com\thttps://evil.example")]
    [InlineData("https://")]
    public async Task What_is_no_origin_is_refused_by_name_and_changes_nothing(string origin)
    {
        await app.AllowAsync("https://kept.example");

        using var response = await app.Client.PostAsJsonAsync(
            "/corsSettings",
            new { allowedOrigins = new[] { "https://good.example", origin } }
        );

        await response.ShouldNameAsync("allowedOrigins[1]");
        (await OriginsAsync("/corsSettings")).ShouldBe(["https://kept.example"]);
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused()
    {
        using var response = await app.Client.PostAsJsonAsync(
            "/corsSettings",
            new { allowedOrigins = Enumerable.Range(0, 101).Select(i => $"https://a{i}.example") }
        );

        await response.ShouldNameAsync("allowedOrigins");
    }

    [Fact]
    public async Task Browsers_are_told_of_allowed_origins_alone_and_never_of_all()
    {
        await app.AllowAsync("https://one.example", "https://two.example");
        using var browser = app.ClientWithout();

        foreach (var origin in new[] { "https://one.example", "https://two.example" })
        {
            using var preflight = await browser.SendAsync(Preflight(origin));

            preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            Header(preflight, "Access-Control-Allow-Origin").ShouldBe(origin);
            Header(preflight, "Access-Control-Allow-Methods").ShouldBe("GET,POST");
            Header(preflight, "Access-Control-Allow-Headers")!.ShouldContain("Authorization");
            Header(preflight, "Access-Control-Allow-Credentials").ShouldBeNull();
            Header(preflight, "Vary").ShouldBe("Origin");
        }

        foreach (
            var origin in new[]
            {
                "https://three.example",
                "http://one.example",
                "https://one.example.evil.example",
                "https://one.example:8443",
                "HTTPS://ONE.EXAMPLE",
                "null",
                "*",
            }
        )
        {
            using var preflight = await browser.SendAsync(Preflight(origin));

            Header(preflight, "Access-Control-Allow-Origin").ShouldBeNull(origin);
            Header(preflight, "Access-Control-Allow-Credentials").ShouldBeNull(origin);
            Header(preflight, "Vary").ShouldBe("Origin");
        }
    }

    [Fact]
    public async Task Nothing_else_of_the_server_is_open_to_other_origins()
    {
        await app.AllowAsync(EmbeddedDomain.Origin);
        using var browser = app.ClientWithout();
        browser.DefaultRequestHeaders.Add("Origin", EmbeddedDomain.Origin);

        foreach (var path in new[] { "/companies", "/corsSettings", "/integrations", "/no/such/place" })
        {
            using var response = await browser.GetAsync(path);
            using var preflight = await browser.SendAsync(Preflight(EmbeddedDomain.Origin, path));

            Header(response, "Access-Control-Allow-Origin").ShouldBeNull(path);
            Header(preflight, "Access-Control-Allow-Origin").ShouldBeNull(path);
        }
    }

    private static HttpRequestMessage Preflight(string origin, string path = "/embedded/connections")
    {
        var message = new HttpRequestMessage(HttpMethod.Options, path);
        message.Headers.TryAddWithoutValidation("Origin", origin);
        message.Headers.Add("Access-Control-Request-Method", "POST");
        message.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return message;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<List<string?>> OriginsAsync(string path) =>
        [.. (await app.GetJsonAsync(path)).GetProperty("allowedOrigins").EnumerateArray().Select(o => o.GetString())];
}

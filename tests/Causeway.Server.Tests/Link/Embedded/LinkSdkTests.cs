using System.Net;
using System.Text.RegularExpressions;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link.Embedded;

/// <summary>The components' scripts, as they are served to any page.</summary>
public sealed partial class LinkSdkTests(CausewayApp app)
{
    [Theory]
    [InlineData("/sdk/link.js", "CodatLink")]
    [InlineData("/sdk/connections.js", "CodatConnections")]
    public async Task A_module_is_served_to_any_page_and_asked_for_anew(string path, string exported)
    {
        using var browser = app.ClientWithout();
        using var response = await browser.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.ToString().ShouldBe("text/javascript; charset=utf-8");
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.CacheControl?.NoCache.ShouldBeTrue();
        (await response.Content.ReadAsStringAsync()).ShouldContain($"export const {exported} ");

        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.IfNoneMatch.Add(response.Headers.ETag.ShouldNotBeNull());
        using var again = await browser.SendAsync(message);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Its_parts_are_of_one_version_kept_and_all_there_and_nothing_is_asked_of_others()
    {
        using var browser = app.ClientWithout();
        var left = new Queue<Uri>([new("http://localhost/sdk/link.js"), new("http://localhost/sdk/connections.js")]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var size = 0;

        while (left.TryDequeue(out var address))
        {
            if (!seen.Add(address.AbsolutePath))
            {
                continue;
            }

            using var message = new HttpRequestMessage(HttpMethod.Get, address.AbsolutePath);
            message.Headers.AcceptEncoding.ParseAdd("gzip");
            using var packed = await browser.SendAsync(message);
            size += (await packed.Content.ReadAsByteArrayAsync()).Length;
            packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
            var text = await browser.GetStringAsync(address.AbsolutePath);
            foreach (Match import in Imports().Matches(text))
            {
                left.Enqueue(new Uri(address, import.Groups["path"].Value));
            }

            if (seen.Count > 2)
            {
                packed.Headers.CacheControl?.ToString().ShouldContain("immutable");
            }
        }

        seen.Count.ShouldBeGreaterThan(12);
        seen.Count(path => path.Split('/').Length == 4).ShouldBe(seen.Count - 2);
        size.ShouldBeLessThan(60_000);
    }

    [Theory]
    [InlineData("/sdk/nothing.js")]
    [InlineData("/sdk/api.js")]
    [InlineData("/sdk/0000000000000000/api.js")]
    [InlineData("/sdk/..%2f..%2fappsettings.json")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var browser = app.ClientWithout();
        using var response = await browser.GetAsync(path);

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("""from "(?<path>\.[^"]+)";""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Imports();
}

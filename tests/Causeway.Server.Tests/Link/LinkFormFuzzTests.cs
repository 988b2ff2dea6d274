using System.Net.Http.Headers;
using System.Text;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link;

/// <summary>Forms of ours, filled in by nobody who means well: each is answered with a page, or leads to one.</summary>
public sealed class LinkFormFuzzTests(CausewayApp app)
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    // Already encoded, as they stand in the body.
    private static readonly string[] Values =
    [
        "",
        "%00",
        "a%00b",
        "%FF%FE",
        "%ED%A0%80",
        "%ZZ%",
        "%0D%0ASet-Cookie%3A+x%3D1",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%E2%80%AE%EF%BF%BF%F0%9F%92%A9",
        "0190a000-0000-7000-8000-0000000000ff",
        "http%3A%2F%2F%5B%3A%3A1",
        "javascript%3Aalert(1)",
        "http%3A%2F%2Fexample.com%2F" + new string('a', 3_000),
        new string('x', 100_000),
    ];

    [Theory]
    [InlineData("connections")]
    [InlineData("consent")]
    [InlineData("authorize")]
    [InlineData("cancel")]
    [InlineData("unlink")]
    public async Task Every_form_answers_with_a_page_whatever_is_in_it(string step)
    {
        using var browser = new LinkBrowser(app);
        var (address, fields) = await FormAsync(browser, step);

        foreach (var (what, body) in Bodies(fields))
        {
            using (body)
            {
                using var response = await browser.SendAsync(address, body);

                ((int)response.StatusCode).ShouldBeLessThan(500, what);
                if (response.Headers.Location is { } location)
                {
                    location.IsAbsoluteUri.ShouldBeFalse(what);
                    continue;
                }

                response.Content.Headers.ContentType?.MediaType.ShouldBe("text/html", what);
                response.Headers.Contains("Content-Security-Policy").ShouldBeTrue(what);
                (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script", Case.Insensitive, what);
            }
        }
    }

    private async Task<(string Address, Dictionary<string, string> Fields)> FormAsync(LinkBrowser browser, string step)
    {
        var connection = await app.HasConnectionAsync(
            linked: step is "unlink",
            platformKey: step is "unlink" ? FakeBooks.Key : FakeLedger.Key
        );
        var page = step is "connections" or "unlink"
            ? await browser.OpenAsync($"/company/{connection.CompanyId}")
            : await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        if (step is "authorize")
        {
            page = await browser.SubmitAsync(page, "/consent");
        }

        var form = page.Form($"/{step}");
        return (form.Address, form.Values([]));
    }

    private static IEnumerable<(string What, HttpContent Body)> Bodies(Dictionary<string, string> fields)
    {
        // The token that says that the form is ours stays right, or nothing behind that check would be reached.
        foreach (var name in fields.Keys.Where(n => !n.StartsWith("__", StringComparison.Ordinal)).Append("more"))
        {
            foreach (var value in Values)
            {
                yield return ($"{name}={value[..Math.Min(20, value.Length)]}", Form(fields, name, value));
            }

            yield return ($"{name} twice", Form(fields, name, $"a&{name}=b"));
            yield return ($"{name}[0]", Form(fields, $"{name}[0]", "a"));
            yield return ($"no {name}", Form(fields.Where(f => f.Key != name)));
        }

        yield return (
            "2,000 fields more",
            Form(fields, "x", string.Concat(Enumerable.Range(0, 2_000).Select(i => $"&x{i}=1")))
        );
        yield return ("a name of 5,000", Form(fields, new string('n', 5_000), "1"));
        yield return ("5 MB", Form(fields, "x", new string('x', 5_000_000)));
        yield return (
            "nothing but the token",
            Form(fields.Where(f => f.Key.StartsWith("__", StringComparison.Ordinal)))
        );
        yield return ("files for fields", Files(fields));
        yield return (
            "a part that does not end",
            Raw("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", "multipart/form-data; boundary=b")
        );
        yield return ("no boundary", Raw("x", "multipart/form-data"));
    }

    private static ByteArrayContent Form(Dictionary<string, string> fields, string name, string encoded) =>
        Raw(string.Join('&', fields.Where(f => f.Key != name).Select(Pair).Append($"{name}={encoded}")), UrlEncoded);

    private static ByteArrayContent Form(IEnumerable<KeyValuePair<string, string>> fields) =>
        Raw(string.Join('&', fields.Select(Pair)), UrlEncoded);

    private static MultipartFormDataContent Files(Dictionary<string, string> fields)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (name.StartsWith("__", StringComparison.Ordinal))
            {
                parts.Add(new StringContent(value), name);
            }
            else
            {
                parts.Add(new ByteArrayContent([0, 1, 2]), name, "../../x");
            }
        }

        return parts;
    }

    private static ByteArrayContent Raw(string body, string contentType) =>
        new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };

    private static string Pair(KeyValuePair<string, string> field) =>
        $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}";
}

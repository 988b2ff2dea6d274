using System.Net;
using System.Text.RegularExpressions;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>A company's user in Link, by plain forms.</summary>
public static partial class LinkVisit
{
    /// <summary>Opens a connection's page, agrees, and authorizes with what the form suggests.</summary>
    public static async Task AuthorizeAsync(ServerProcess server, string companyId, string connectionId)
    {
        using var browser = server.NewClient(authorization: null, new CookieContainer());
        var page = await browser.GetStringAsync($"/companies/{companyId}/connections/{connectionId}/start");
        var form = await SubmitAsync(browser, page, "/consent");

        var done = await SubmitAsync(browser, form, "/authorize");

        done.ShouldContain("is connected");
    }

    // Fills a form in as a browser does that is told nothing: hidden fields, and the first of each choice.
    private static async Task<string> SubmitAsync(HttpClient browser, string page, string actionEnd)
    {
        var form = Forms()
            .Matches(page)
            .FirstOrDefault(m => PathOf(m.Groups["action"].Value).EndsWith(actionEnd, StringComparison.Ordinal));
        form.ShouldNotBeNull($"no form for {actionEnd} in {page}");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in Inputs().Matches(form.Value).Select(m => m.Value))
        {
            if (Attribute(input, "name") is { } name)
            {
                fields.TryAdd(name, Attribute(input, "value") ?? "");
            }
        }

        foreach (Match select in Selects().Matches(form.Value))
        {
            fields[Attribute(select.Value, "name")!] = Attribute(Options().Match(select.Value).Value, "value")!;
        }

        using var content = new FormUrlEncodedContent(fields);
        var address = WebUtility.HtmlDecode(form.Groups["action"].Value);
        using var response = await browser.PostAsync(address, content);
        if (response.StatusCode is HttpStatusCode.SeeOther)
        {
            return await browser.GetStringAsync(response.Headers.Location);
        }

        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{address}: {answer}");
        return answer;
    }

    private static string PathOf(string action) => WebUtility.HtmlDecode(action).Split('?')[0];

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            is { Success: true } m
            ? WebUtility.HtmlDecode(m.Groups["value"].Value)
            : null;

    [GeneratedRegex(
        "<form[^>]*action=\"(?<action>[^\"]*)\"[^>]*>.*?</form>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();
}

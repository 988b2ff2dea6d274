using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>A browser without JavaScript: follows links and fills in forms, and shows where it would be sent.</summary>
internal sealed class LinkBrowser : IDisposable
{
    private readonly HttpClient http;

    public LinkBrowser(ServerProcess server) => http = server.NewClient(authorization: null, new CookieContainer());

    public async Task<LinkAnswer> OpenAsync(string address)
    {
        using var response = await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        return await LinkAnswer.ReadAsync(response);
    }

    /// <summary>Sends the form of a page whose address ends in this way, with what it holds and what is filled in.</summary>
    public async Task<LinkAnswer> SubmitAsync(
        LinkAnswer page,
        string form,
        IReadOnlyDictionary<string, string>? values = null
    )
    {
        var found = page.Form(form);
        var fields = found
            .QuerySelectorAll<IHtmlInputElement>("input")
            .Where(i => i.Name is not null)
            .ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        foreach (var select in found.QuerySelectorAll<IHtmlSelectElement>("select"))
        {
            fields[select.Name!] = select.Value ?? "";
        }

        foreach (var (name, value) in values ?? new Dictionary<string, string>())
        {
            fields.ShouldContainKey(name, $"the form has no field {name}");
            fields[name] = value;
        }

        return await PostAsync(found.GetAttribute("action")!, fields);
    }

    public async Task<LinkAnswer> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await http.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), content);
        return await LinkAnswer.ReadAsync(response);
    }

    public void Dispose() => http.Dispose();
}

/// <summary>A page, or the address to which it sends the browser.</summary>
internal sealed class LinkAnswer
{
    private readonly IHtmlDocument document;

    private LinkAnswer(HttpStatusCode status, string? location, string html)
    {
        Status = status;
        Location = location;
        Html = html;
        document = new HtmlParser().ParseDocument(html);
    }

    public HttpStatusCode Status { get; }

    public string? Location { get; }

    public string Html { get; }

    public string Text => document.Body?.TextContent ?? "";

    /// <summary>The only element that a selector finds.</summary>
    public IElement One(string selector) =>
        document.QuerySelectorAll(selector) is [var element]
            ? element
            : throw new ShouldAssertException($"Not one {selector} in {Text}");

    public bool Has(string selector) => document.QuerySelector(selector) is not null;

    public IHtmlFormElement Form(string ending) =>
        document.Forms.SingleOrDefault(f =>
            f.GetAttribute("action")!.Split('?')[0].EndsWith(ending, StringComparison.Ordinal)
        ) ?? throw new ShouldAssertException($"There is no form {ending}, but {(int)Status}: {Text}");

    /// <summary>Where a link with this text leads.</summary>
    public string Link(string text) =>
        document.QuerySelectorAll("a").SingleOrDefault(a => a.TextContent.Trim() == text)?.GetAttribute("href")
        ?? throw new ShouldAssertException($"There is no link {text} in {Text}");

    public static async Task<LinkAnswer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
}

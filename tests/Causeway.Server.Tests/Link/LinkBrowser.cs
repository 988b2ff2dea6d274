using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link;

/// <summary>A company's user: opens Link's pages, fills in their forms, and follows where they lead as long as it is the server itself.</summary>
public sealed class LinkBrowser(CausewayApp app) : IDisposable
{
    private static readonly HtmlParser Parser = new();

    private readonly HttpClient client = app.ClientWithout();

    /// <summary>Opens an address and expects a page.</summary>
    public async Task<LinkView> OpenAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(address);
        return await ViewAsync(response, expected);
    }

    /// <summary>Sends the form whose action ends so, with the values that a user enters.</summary>
    public async Task<LinkView> SubmitAsync(
        LinkView page,
        string action,
        Dictionary<string, string>? entered = null,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var form = page.Form(action);
        using var response = await SendAsync(form.Address, form.Values(entered ?? []));
        return await ViewAsync(response, expected);
    }

    /// <summary>Sends a form with files, and follows.</summary>
    public async Task<LinkView> PostAsync(string address, HttpContent body, HttpStatusCode expected)
    {
        using var response = await client.PostAsync(address, body);
        return await ViewAsync(response, expected);
    }

    /// <summary>Sends a form as it is, without following.</summary>
    public Task<HttpResponseMessage> SendAsync(string address, IReadOnlyDictionary<string, string> values) =>
        SendAsync(address, new FormUrlEncodedContent(values));

    /// <summary>Sends whatever body to an address, without following.</summary>
    public Task<HttpResponseMessage> SendAsync(string address, HttpContent body) => client.PostAsync(address, body);

    /// <summary>Sends whatever request, without following.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message) => client.SendAsync(message);

    /// <summary>Opens an address, whatever comes of it, without following.</summary>
    public Task<HttpResponseMessage> SendRawAsync(string address) => client.GetAsync(address);

    public void Dispose() => client.Dispose();

    private async Task<LinkView> ViewAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        if (response is { StatusCode: HttpStatusCode.SeeOther, Headers.Location: { } location })
        {
            if (location.IsAbsoluteUri)
            {
                return new LinkView(response, null, location);
            }

            using var next = await client.GetAsync(location);
            return await ViewAsync(next, expected);
        }

        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        return new LinkView(response, await Parser.ParseDocumentAsync(text), null);
    }
}

/// <summary>What the user sees: a page of Link, or where Link sent the user.</summary>
public sealed record LinkView(HttpResponseMessage Response, IHtmlDocument? Document, Uri? LeftFor)
{
    /// <summary>The page, if it is one.</summary>
    public IHtmlDocument Page => Document ?? throw new InvalidOperationException($"Link led away, to {LeftFor}.");

    /// <summary>What can be read on it.</summary>
    public string Text => Page.Body!.TextContent;

    /// <summary>The value of a field of its form.</summary>
    public string? ValueOf(string field) => (Page.QuerySelector($"input[name={field}]") as IHtmlInputElement)?.Value;

    /// <summary>The address of a link by its words, as they are seen or as they are read out.</summary>
    public string Link(string words) =>
        Page
            .Links.OfType<IHtmlAnchorElement>()
            .Single(a => a.TextContent.Trim() == words || a.GetAttribute("aria-label") == words)
            .GetAttribute("href")!;

    /// <summary>The form whose action, without its query, ends so; the first where the page has several.</summary>
    public LinkFormView Form(string action) =>
        new(
            Page.Forms.FirstOrDefault(f =>
                f.GetAttribute("action") is { } to && to.Split('?')[0].EndsWith(action, StringComparison.Ordinal)
            ) ?? throw new InvalidOperationException($"The page has no form to {action}: {Text}")
        );

    /// <summary>The form by which a source is chosen.</summary>
    public LinkFormView Choice(string platformKey) =>
        new(
            Page.Forms.Single(f =>
                f.QuerySelector("input[name=platformKey]") is IHtmlInputElement input && input.Value == platformKey
            )
        );
}

/// <summary>A form of a page.</summary>
public sealed record LinkFormView(IHtmlFormElement Form)
{
    public string Address => Form.GetAttribute("action")!;

    /// <summary>What a browser would send: what the page has, and what the user entered.</summary>
    public Dictionary<string, string> Values(Dictionary<string, string> entered)
    {
        var values = Form.QuerySelectorAll("input[name]")
            .OfType<IHtmlInputElement>()
            .ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        foreach (var select in Form.QuerySelectorAll("select[name]").OfType<IHtmlSelectElement>())
        {
            values[select.Name!] = select.Value ?? "";
        }

        foreach (var (name, value) in entered)
        {
            values.ContainsKey(name).ShouldBeTrue($"The form has no field {name}.");
            values[name] = value;
        }

        return values;
    }
}

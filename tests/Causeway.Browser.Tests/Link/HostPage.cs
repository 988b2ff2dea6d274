using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Causeway.Browser.Tests.Link;

/// <summary>A page of the client's, on another origin than the server's, with as strict a policy as a page that embeds the components can have.</summary>
public sealed class HostPage : IAsyncDisposable
{
    public const string Nonce = "r4nd0mB4se64Val";

    private readonly Chromium browser;
    private readonly Visit visit;
    private readonly HttpListener listener = new();
    private readonly string origin = $"http://localhost:{FreePort()}";
    private readonly Task serving;
    private string html = "";
    private string policy = "";

    public HostPage(Chromium browser, Visit visit)
    {
        (this.browser, this.visit) = (browser, visit);
        visit.MayGoTo(new Uri(origin).Authority);
        listener.Prefixes.Add($"{origin}/");
        listener.Start();
        serving = ServeAsync();
    }

    public IPage Page => visit.Page;

    /// <summary>The component.</summary>
    public ILocator Component => Page.Locator("#target");

    /// <summary>Opens the page of a company, which shows a component with these properties beside the usual.</summary>
    /// <param name="module">link.js or connections.js.</param>
    /// <param name="name">What it exports.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="more">Properties as JavaScript.</param>
    /// <param name="lang">The page's language.</param>
    public async Task OpenAsync(string module, string name, string companyId, string more = "", string lang = "en")
    {
        await AllowAsync();
        var token = await browser.CallAsync(HttpMethod.Get, $"/companies/{companyId}/accessToken");
        var server = browser.Server.Url.GetLeftPart(UriPartial.Authority);
        policy =
            $"default-src 'none'; script-src 'nonce-{Nonce}' {server}; style-src 'nonce-{Nonce}'; connect-src {server}; img-src data: {server}; form-action {server}; base-uri 'none'";
        html = $$"""
            <!DOCTYPE html><html lang="{{lang}}"><head><meta charset="utf-8"><title>A page of the client's</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <style nonce="{{Nonce}}">#target { width: min(460px, 100%); margin: 0 auto; }</style></head>
            <body><main><h1>Apply for a loan</h1><div id="target"></div></main>
            <script type="module" nonce="{{Nonce}}">
            import { {{name}} } from "{{server}}/sdk/{{module}}";
            window.told = [];
            const note = what => args => window.told.push([what, args ?? null]);
            new {{name}}({ target: document.getElementById("target"), props: {
              companyId: "{{companyId}}", accessToken: {{token.GetProperty("accessToken").GetRawText()}},
              onConnection: note("onConnection"), onConnectionStarted: note("onConnectionStarted"), onConsent: note("onConsent"),
              onFinish: () => { note("onFinish")(); throw new Error("a fault of the page's"); }, onError: note("onError"), onDisconnect: note("onDisconnect"), onReconnect: note("onReconnect"),
              options: { nonce: "{{Nonce}}" }, {{more}} } });
            </script></body></html>
            """;
        await Page.GotoAsync($"{origin}/");
        await Assertions.Expect(Component.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    public ILocator Button(string name) => Component.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task ShouldShowAsync(string title) =>
        Assertions
            .Expect(Component.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }))
            .ToBeVisibleAsync();

    /// <summary>What the page was told, by the names of the callbacks.</summary>
    public async Task<List<(string Callback, JsonElement Args)>> ToldAsync() =>
        [
            .. JsonDocument
                .Parse(await Page.EvaluateAsync<string>("JSON.stringify(window.told)"))
                .RootElement.EnumerateArray()
                .Select(t => (t[0].GetString()!, t[1])),
        ];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    // Tests run side by side on one server: whoever comes adds, and takes nothing away.
    private async Task AllowAsync()
    {
        var settings = await browser.CallAsync(HttpMethod.Get, "/corsSettings");
        var known = settings.GetProperty("allowedOrigins").EnumerateArray().Select(o => o.GetString()!);
        await browser.CallAsync(HttpMethod.Post, "/corsSettings", new { allowedOrigins = known.Append(origin) });
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.Headers["Content-Security-Policy"] = policy;
                context.Response.Close(Encoding.UTF8.GetBytes(html), willBlock: true);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;

namespace Causeway.Browser.Tests.Infrastructure;

/// <summary>
/// One person's browser on the server's pages. When it is disposed of, it fails the test if a page asked anybody but the server for something,
/// or wrote an error to the console.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = [];
    private readonly HashSet<string> hosts;

    internal Visit(IBrowserContext context, IPage page, Uri server)
    {
        this.context = context;
        Page = page;
        hosts = [server.Authority];
        context.Request += (_, request) => Check(new Uri(request.Url));
        context.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                faults.Enqueue($"console: {message.Text} ({message.Location})");
            }
        };
        context.WebError += (_, error) => faults.Enqueue($"script: {error.Error}");
    }

    public IPage Page { get; }

    /// <summary>Another host that pages may lead to, such as a provider's, as <c>127.0.0.1:4000</c>.</summary>
    public void MayGoTo(string authority) => hosts.Add(authority);

    /// <summary>Forgets console errors that a test has caused on purpose: each must hold this text.</summary>
    public void ExpectFault(string part)
    {
        var kept = faults.Where(f => !f.Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
        faults.Clear();
        kept.ForEach(faults.Enqueue);
    }

    /// <summary>
    /// The whole page as it is now is kept as <c>artifacts/screenshots/{name}.png</c>; it must have no fault that axe-core finds by the rules of
    /// WCAG 2.2 AA, and must not scroll sideways.
    /// </summary>
    public async Task ShouldBeGoodAsync(string name)
    {
        // When a page goes live the framework takes its title out and puts it back.
        await Assertions.Expect(Page).Not.ToHaveTitleAsync("");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Screenshots, $"{name}.png"), FullPage = true });
        var result = await Page.RunAxe(
            new()
            {
                // What they show is looked at by itself, or lets no script in, which axe would wait for without end.
                Iframes = false,
                RunOnly = new()
                {
                    Type = "tag",
                    Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                },
            }
        );
        result
            .Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}\n  {n.Html}"))
            .ShouldBeEmpty($"{name}: {Page.Url}");
        (
            await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth")
        ).ShouldBeLessThanOrEqualTo(0, $"{name} is wider than the window.");
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        faults.ShouldBeEmpty();
    }

    private void Check(Uri asked)
    {
        if (asked.Scheme is "http" or "https" or "ws" or "wss" && !hosts.Contains(asked.Authority))
        {
            faults.Enqueue($"asked {asked.Authority} for {asked}");
        }
    }
}

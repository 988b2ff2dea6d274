using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Tests.Grants;
using Causeway.Server.Storage;

[assembly: AssemblyFixture(typeof(Causeway.Browser.Tests.Infrastructure.Chromium))]

namespace Causeway.Browser.Tests.Infrastructure;

/// <summary>
/// One server as a process, on SQLite, and one headless Chromium, for all tests. They keep apart by company, and by a <see cref="Visit"/> each.
/// <c>CAUSEWAY_TEST_CHROMIUM</c> names another Chromium than the system's.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    // In milliseconds, and as long as with everything else: machines that build and test at once are slow.
    private const float Patience = 90_000;

    private readonly ServerHome home = new(DatabaseKind.Sqlite);
    private IPlaywright? playwright;
    private IBrowser? chromium;

    public ServerProcess Server { get; private set; } = null!;

    /// <summary>A source that is authorized by OAuth.</summary>
    internal OAuthSource Source { get; private set; } = null!;

    /// <summary>Where the screenshots of all pages lie after a run.</summary>
    public static string Screenshots { get; } =
        Directory
            .CreateDirectory(
                Path.Combine(
                    new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName,
                    "screenshots"
                )
            )
            .FullName;

    private static string Executable =>
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_CHROMIUM")
        ?? (File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium");

    public async ValueTask InitializeAsync()
    {
        Source = await OAuthSource.StartAsync();
        var server = ServerProcess.StartAsync(home, Source.SettingsFor(home));
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable,
                // Its sandbox refuses to run as root, and everything it opens is ours.
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--in-process-gpu",
                    "--disable-site-isolation-trials",
                    "--renderer-process-limit=2",
                ],
            }
        );
        Server = await server;
    }

    /// <summary>Opens a browser of its own, with no cookies, on the pages of the one server unless another is given.</summary>
    public async Task<Visit> VisitAsync(
        Screen? screen = null,
        ColorScheme colors = ColorScheme.Light,
        bool scripts = true,
        string locale = "en-GB",
        Uri? server = null
    )
    {
        var (width, height) = screen ?? Screen.Desktop;
        var context = await chromium!.NewContextAsync(
            new()
            {
                BaseURL = (server ?? Server.Url).AbsoluteUri,
                ViewportSize = new() { Width = width, Height = height },
                HasTouch = width < 600,
                ColorScheme = colors,
                ReducedMotion = ReducedMotion.Reduce,
                JavaScriptEnabled = scripts,
                Locale = locale,
            }
        );
        context.SetDefaultTimeout(Patience);
        return new Visit(context, await context.NewPageAsync(), server ?? Server.Url);
    }

    /// <summary>Calls the API and expects success.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType());
        }

        using var response = await Server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {response.StatusCode} {text}");
        return text.Length is 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>A new company, as the API answers it.</summary>
    public Task<JsonElement> HasCompanyAsync(string name) => CallAsync(HttpMethod.Post, "/companies", new { name });

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(Screenshots, "server.log"), Server.Output.Text);
        }

        if (Source is not null)
        {
            await Source.DisposeAsync();
        }

        await home.DisposeAsync();
    }
}

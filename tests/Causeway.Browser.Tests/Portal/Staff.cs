using System.Text.RegularExpressions;

namespace Causeway.Browser.Tests.Portal;

/// <summary>The client's staff at the Portal.</summary>
public static partial class Staff
{
    public const string Email = "ada@example.com";
    public const string Password = "a pass phrase of the tests";

    private static readonly SemaphoreSlim SettingUp = new(1, 1);
    private static bool isSetUp;

    /// <summary>Comes in as the administrator, whom the first one to ask sets up by the link that the server printed.</summary>
    public static async Task SignInAsync(this Visit visit, Chromium browser)
    {
        await SettingUp.WaitAsync();
        try
        {
            if (!isSetUp)
            {
                await SetUpAsync(visit, browser);
                isSetUp = true;
                return;
            }
        }
        finally
        {
            SettingUp.Release();
        }

        await visit.Page.GotoAsync("/portal");
        await visit.Page.FillAsync("#email", Email);
        await visit.Page.FillAsync("#password", Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
    }

    private static async Task SetUpAsync(Visit visit, Chromium browser)
    {
        var page = visit.Page;
        await page.GotoAsync(SetUpLink().Match(browser.Server.Output.Text).Value);
        await visit.ShouldBeGoodAsync($"portal-set-up-{visit.Name()}");
        await page.FillAsync("#name", "Ada Lovelace");
        await page.FillAsync("#email", Email);
        await page.FillAsync("#password", Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
    }

    /// <summary>What distinguishes the screenshots of a visit: <c>phone-dark</c>.</summary>
    public static string Name(this Visit visit) => visit.Page.ViewportSize!.Width < 600 ? "phone-dark" : "desktop";

    /// <summary>Waits until the page is live: what is clicked before is lost.</summary>
    public static Task IsLiveAsync(this IPage page) =>
        page.WaitForFunctionAsync(
            "() => document.querySelector('.mud-snackbar-provider, #mud-snackbar-container') !== null"
        );

    [GeneratedRegex(@"http\S+/portal/set-up/\S+", RegexOptions.None, 1000)]
    private static partial Regex SetUpLink();
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Causeway.Browser.Tests.Portal;

/// <summary>From the first sign-in to a company whose connection is linked, read, unlinked and deleted, without a page being loaded again.</summary>
public sealed class ConnectionJourneyTests(Chromium browser)
{
    [Fact]
    public async Task On_a_desktop() => await WalkAsync(Screen.Desktop, ColorScheme.Light, "Amber Bridge Trading");

    [Fact]
    public async Task On_a_phone_at_night() => await WalkAsync(Screen.Phone, ColorScheme.Dark, "Blue Door Books");

    private async Task WalkAsync(Screen screen, ColorScheme colors, string company)
    {
        await using var visit = await browser.VisitAsync(screen, colors);
        var page = visit.Page;
        await visit.SignInAsync(browser);
        await visit.ShouldBeGoodAsync($"portal-overview-{visit.Name()}");

        await page.GotoAsync("/portal/companies");
        await page.IsLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New company" }).ClickAsync();
        await page.FillAsync("#company-name", company);
        await page.FillAsync("#company-tags", "region: north");
        await visit.ShouldBeGoodAsync($"portal-new-company-{visit.Name()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = company, Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a connection" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Sources" })
            .GetByRole(
                AriaRole.Button,
                new() { NameRegex = new("^Sandbox Accounting", RegexOptions.None, TimeSpan.FromSeconds(1)) }
            )
            .ClickAsync();
        await page.GetByText("The company has not given access yet").WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-connection-waiting-{visit.Name()}");

        // The company gives access somewhere else; the page is told.
        var path = new Uri(page.Url).AbsolutePath["/portal".Length..];
        await browser.CallAsync(HttpMethod.Put, $"{path}/authorization", JsonSerializer.SerializeToElement(new { }));
        await page.Locator("h1 .cw-is-good").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Refresh all" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('td .cw-is-good').length > 15");
        await visit.ShouldBeGoodAsync($"portal-connection-{visit.Name()}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Unlink" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Unlink" }).ClickAsync();
        await page.GetByText("Ada Lovelace gave the access up.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = company }).First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = company, Exact = true }).WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-company-{visit.Name()}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        var sure = page.GetByRole(AriaRole.Button, new() { Name = "Delete the company" });
        await page.FillAsync("#cw-confirm", "another");
        (await sure.IsDisabledAsync()).ShouldBeTrue();
        await page.FillAsync("#cw-confirm", company);
        await sure.ClickAsync();
        await page.WaitForURLAsync("**/portal/companies");
        (await page.GetByRole(AriaRole.Link, new() { Name = company }).CountAsync()).ShouldBe(0);
    }
}

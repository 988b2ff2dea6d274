using Causeway.Compatibility.Books;

namespace Causeway.Browser.Tests.Link;

/// <summary>A source that users authorize by going there, and that has several organisations of theirs.</summary>
public sealed class SourceTests(Chromium browser)
{
    private const string Name = "OAuth of the tests";

    [Fact]
    public async Task Somebody_goes_to_the_source_and_back_chooses_an_organisation_and_comes_again_when_access_has_ended()
    {
        var company = (await browser.HasCompanyAsync("Boulangerie du Port")).Text("id");
        var connection = await browser.CallAsync(
            HttpMethod.Post,
            $"/companies/{company}/connections",
            new { platformKey = OAuthConnector.Key }
        );
        var path = $"/companies/{company}/connections/{connection.Text("id")}";
        await using var visit = await browser.VisitAsync(Screen.Narrow, ColorScheme.Dark, locale: "fr-FR");
        await AsSomebodyWithSeveralAsync(visit);
        var page = visit.Page;

        await page.GotoAsync(connection.Text("linkUrl"));
        await visit.ShouldBeGoodAsync("link-source-consent-fr-320-dark");
        await page.Locator("form[action*=consent] button").ClickAsync();
        await Assertions.Expect(page.GetByText("North Ltd")).ToHaveCountAsync(1);
        await visit.ShouldBeGoodAsync("link-organisation-fr-320-dark");
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync("South Ltd");
        await page.Locator("form[action*=organisation] button").ClickAsync();
        await Assertions.Expect(page.GetByText($"{Name} est connecté").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync("link-source-done-fr-320-dark");

        await browser.CallAsync(HttpMethod.Patch, path, new { status = "Unlinked" });
        // They agreed before: the address leads straight to the source, which opens the same organisation again.
        await page.GotoAsync((await browser.CallAsync(HttpMethod.Get, path)).Text("linkUrl"));
        await Assertions.Expect(page.GetByText($"{Name} est connecté").First).ToBeVisibleAsync();
        (await browser.CallAsync(HttpMethod.Get, path)).Text("status").ShouldBe("Linked");
    }

    [Fact]
    public async Task The_window_of_a_component_goes_to_the_source_and_its_page_is_told_of_the_connection()
    {
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        await using var visit = await browser.VisitAsync(Screen.Phone, ColorScheme.Dark);
        await AsSomebodyWithSeveralAsync(visit);
        await using var host = new HostPage(browser, visit);
        await host.OpenAsync("link.js", "CodatLink", company);
        await host.Button("Connect accounting software").ClickAsync();
        await host.Component.GetByRole(AriaRole.Button, new() { Name = Name, Exact = true }).ClickAsync();
        await host.ShouldShowAsync($"Share data from {Name}");
        var window = await host.Page.RunAndWaitForPopupAsync(() =>
            host.Component.GetByRole(AriaRole.Button, new() { Name = "I agree" }).ClickAsync()
        );

        await window.GetByRole(AriaRole.Combobox).SelectOptionAsync("North Ltd");
        await window.ScreenshotAsync(
            new() { Path = Path.Combine(Chromium.Screenshots, "embedded-window-organisation.png"), FullPage = true }
        );
        await window.Locator("form[action*=organisation] button").ClickAsync();

        await host.ShouldShowAsync($"{Name} is connected");
        await visit.ShouldBeGoodAsync("embedded-source-done-phone-dark");
        var told = await host.ToldAsync();
        told.Select(t => t.Callback).ShouldBe(["onConnectionStarted", "onConsent", "onConnection"]);
        told[2].Args.Text("integrationKey").ShouldBe(OAuthConnector.Key);
        var connections = await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/connections");
        connections.GetProperty("results")[0].Text("status").ShouldBe("Linked");
    }

    // Where they are signed in, and nobody is asked for a password.
    private async Task AsSomebodyWithSeveralAsync(Visit visit)
    {
        visit.MayGoTo(new Uri(browser.Source.Url).Authority);
        await browser.Source.CallAsync("set", new { account = "several" });
    }
}

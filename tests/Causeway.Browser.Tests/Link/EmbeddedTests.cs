namespace Causeway.Browser.Tests.Link;

/// <summary>The components on a page of another origin, under a strict policy.</summary>
public sealed class EmbeddedTests(Chromium browser)
{
    [Fact]
    public async Task Somebody_with_a_narrow_phone_connects_the_sandbox_on_the_clients_page_and_ends_it_there()
    {
        // The server is in production, where there are no sandboxes unless it is told so.
        await browser.CallAsync(HttpMethod.Put, "/settings/link", new { showSandbox = true });
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        await using var visit = await browser.VisitAsync(Screen.Narrow, ColorScheme.Dark);
        await using var host = new HostPage(browser, visit);
        await host.OpenAsync(
            "link.js",
            "CodatLink",
            company,
            "options: { nonce: \"r4nd0mB4se64Val\", theme: { colors: { primary: \"#ffcc00\" } } }, onClose: note(\"onClose\")"
        );

        await host.ShouldShowAsync("Connect your systems");
        await visit.ShouldBeGoodAsync("embedded-main-narrow-dark");
        await host.Button("Connect accounting software").ClickAsync();
        await host.ShouldShowAsync("Choose your accounting software");
        await visit.ShouldBeGoodAsync("embedded-choose-narrow-dark");
        await host
            .Component.GetByRole(AriaRole.Button, new() { Name = "Sandbox For trying out", Exact = true })
            .ClickAsync();
        await host.ShouldShowAsync("Share data from Sandbox");
        await visit.ShouldBeGoodAsync("embedded-consent-narrow-dark");
        await host.Button("I agree, go on").ClickAsync();
        await host.ShouldShowAsync("Connect Sandbox");
        await visit.ShouldBeGoodAsync("embedded-form-narrow-dark");
        await host.Button("Connect").ClickAsync();
        await host.ShouldShowAsync("Sandbox is connected");
        await visit.ShouldBeGoodAsync("embedded-done-narrow-dark");
        await host.Button("Complete").ClickAsync();
        await host.ShouldShowAsync("All done");
        await host.Page.Keyboard.PressAsync("Escape");

        var told = await host.ToldAsync();
        told.Select(t => t.Callback)
            .ShouldBe(["onConnectionStarted", "onConsent", "onConnection", "onFinish", "onClose"]);
        told[1].Args.Text("text").ShouldStartWith("# Share data from Sandbox");
        told[2]
            .Args.EnumerateObject()
            .Select(p => p.Name)
            .ShouldBe(
                ["connectionId", "integrationId", "integrationKey", "platformName", "sourceId", "sourceType"],
                ignoreOrder: true
            );
        visit.ExpectFault("a fault of the page's");

        await host.OpenAsync("connections.js", "CodatConnections", company);
        await host.ShouldShowAsync("Your connections");
        await visit.ShouldBeGoodAsync("embedded-connections-narrow-dark");
        await host.Button("Disconnect Sandbox").ClickAsync();
        await host.ShouldShowAsync("Disconnect Sandbox?");
        await visit.ShouldBeGoodAsync("embedded-disconnect-narrow-dark");
        await host.Button("Disconnect").ClickAsync();
        await Assertions.Expect(host.Component.GetByText("Sandbox is disconnected.").First).ToBeVisibleAsync();

        (await host.ToldAsync()).Select(t => t.Callback).ShouldBe(["onDisconnect"]);
        var connections = await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/connections");
        connections.GetProperty("results")[0].Text("status").ShouldBe("Unlinked");
    }

    [Fact]
    public async Task A_source_opens_in_a_window_of_its_own_and_what_comes_of_it_is_told_on_the_page()
    {
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        await browser.CallAsync(
            HttpMethod.Put,
            "/integrations/gbol/application",
            new { clientId = "test", clientSecret = "test" }
        );
        await using var visit = await browser.VisitAsync(Screen.Desktop);
        visit.MayGoTo("login.xero.com");
        await visit.Page.Context.RouteAsync(
            "https://login.xero.com/**",
            route =>
            {
                var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(route.Request.Url).Query);
                return route.FulfillAsync(
                    new()
                    {
                        Status = 302,
                        Headers = new Dictionary<string, string>
                        {
                            ["Location"] = $"{asked["redirect_uri"]}?error=access_denied&state={asked["state"]}",
                        },
                    }
                );
            }
        );
        await using var host = new HostPage(browser, visit);
        await host.OpenAsync("link.js", "CodatLink", company, lang: "de");

        await host.ShouldShowAsync("Verbinden Sie Ihre Systeme");
        await host.Button("Buchhaltung verbinden").ClickAsync();
        await host.Component.GetByRole(AriaRole.Button, new() { Name = "Xero", Exact = true }).ClickAsync();
        await host.ShouldShowAsync("Daten aus Xero teilen");
        await visit.ShouldBeGoodAsync("embedded-consent-german");
        var window = await host.Page.RunAndWaitForPopupAsync(() =>
            host.Button("Ich stimme zu, weiter zu Xero").ClickAsync()
        );

        await Assertions
            .Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Es wurde nichts geteilt" }))
            .ToBeVisibleAsync();
        await window.ScreenshotAsync(
            new() { Path = Path.Combine(Chromium.Screenshots, "embedded-window-end.png"), FullPage = true }
        );
        await host.ShouldShowAsync("Es wurde nichts geteilt");
        await visit.ShouldBeGoodAsync("embedded-cancelled-german");
        (await host.ToldAsync()).Select(t => t.Callback).ShouldBe(["onConnectionStarted", "onConsent"]);
    }

    [Fact]
    public async Task A_page_that_is_not_allowed_is_told_so_and_goes_on()
    {
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        await using var visit = await browser.VisitAsync(Screen.Phone);
        await using var host = new HostPage(browser, visit);
        await host.OpenAsync("link.js", "CodatLink", company, "accessToken: \"no-token\"");

        await host.ShouldShowAsync("Something went wrong");
        await visit.ShouldBeGoodAsync("embedded-error-phone");

        var error = (await host.ToldAsync()).ShouldHaveSingleItem();
        error.Callback.ShouldBe("onError");
        error.Args.GetProperty("errorCode").GetInt32().ShouldBe(401);
        error.Args.GetProperty("userRecoverable").GetBoolean().ShouldBeFalse();
        visit.ExpectFault("401");
    }
}

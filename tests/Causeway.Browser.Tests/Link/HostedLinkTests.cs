namespace Causeway.Browser.Tests.Link;

/// <summary>A company's user in the hosted pages of Link.</summary>
public sealed class HostedLinkTests(Chromium browser, LinkServer link) : IClassFixture<LinkServer>
{
    [Fact]
    public async Task Somebody_with_a_phone_connects_the_books_skips_the_bank_and_ends_it_again()
    {
        var (address, _) = await link.HasCompanyAsync("Harbour Lane Bakery");
        await using var visit = await browser.VisitAsync(Screen.Phone, server: link.Server.Url);
        var page = visit.Page;

        await page.GotoAsync(address);
        await GoodAsync(visit, "landing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();
        await GoodAsync(visit, "overview");
        await page.GetByRole(AriaRole.Link, new() { Name = "Connect: Accounting software" }).ClickAsync();

        // Typing filters at once, and the keyboard does the rest.
        var sandbox = page.GetByRole(AriaRole.Button, new() { Name = "Sandbox For trying out", Exact = true });
        var tryton = page.GetByRole(AriaRole.Button, new() { Name = "Tryton" });
        await Assertions.Expect(tryton).ToBeVisibleAsync();
        await GoodAsync(visit, "select");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("sandb");
        await Assertions.Expect(tryton).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("zzz");
        await Assertions.Expect(page.GetByText("No system is called “zzz”.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("sandb");
        while (!await sandbox.EvaluateAsync<bool>("e => e === document.activeElement"))
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("To decide about your loan.")).ToBeVisibleAsync();
        await GoodAsync(visit, "consent");
        await page.GetByRole(AriaRole.Button, new() { Name = "I agree, go on" }).ClickAsync();
        await GoodAsync(visit, "credentials");
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect" }).ClickAsync();
        await Assertions.Expect(page.GetByText("within a day")).ToBeVisibleAsync();
        await GoodAsync(visit, "success");

        await page.GetByRole(AriaRole.Link, new() { Name = "Next: Bank" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Skip this" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Connected: Sandbox")).ToBeVisibleAsync();
        await page.Locator("summary").ClickAsync();
        await GoodAsync(visit, "unlink");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, stop sharing" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_at_a_desk_without_JavaScript_does_the_same_in_French()
    {
        var (address, _) = await link.HasCompanyAsync("Boulangerie du Port");
        await using var visit = await browser.VisitAsync(scripts: false, locale: "fr-FR", server: link.Server.Url);
        var page = visit.Page;

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Connecter: Logiciel de comptabilité" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("zzz");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Aucun système ne s’appelle")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Tout afficher" }).ClickAsync();
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(Chromium.Screenshots, "link-select-fr-desktop.png"), FullPage = true }
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "Sandbox Pour essayer", Exact = true }).ClickAsync();
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(Chromium.Screenshots, "link-consent-fr-desktop.png"), FullPage = true }
        );
        await page.GetByRole(AriaRole.Button, new() { Name = "J’accepte, continuer" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connecter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Sandbox est connecté")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Terminer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("C’est fait")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    public async Task Every_page_reads_well_on_the_narrowest_screen_in_every_language(string language)
    {
        var (address, company) = await link.HasCompanyAsync("Rechtsanwaltsgehilfinnenverband Süd");
        var start = await link.HasConnectionAsync(company, "trtn");
        await using var visit = await browser.VisitAsync(
            Screen.Narrow,
            language is "de" ? ColorScheme.Dark : ColorScheme.Light,
            server: link.Server.Url
        );
        var page = visit.Page;

        foreach (
            var (name, path) in new[]
            {
                ("overview", $"{address}/overview"),
                ("select", $"{address}/systems/Accounting"),
                ("gone", "/company/none"),
                ("consent", start),
            }
        )
        {
            await page.GotoAsync($"{path}?lang={language}");
            await visit.ShouldBeGoodAsync($"link-{name}-{language}-320");
            (await page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe(language);
        }

        // A server that is none of that kind.
        await page.Locator("form[action*=consent] button").ClickAsync();
        await page.Locator("#f-url").FillAsync(link.Server.Url.AbsoluteUri);
        await page.Locator("#f-database").FillAsync("books");
        await page.Locator("#f-user").FillAsync("anna");
        await page.Locator("#f-password").FillAsync("no secret");
        await page.Locator("form[action*=authorize] button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        visit.ExpectFault("404");
        visit.ExpectFault("422");
        await visit.ShouldBeGoodAsync($"link-failed-{language}-320");
        await page.Locator("form[action*=cancel] button").ClickAsync();
        await visit.ShouldBeGoodAsync($"link-cancelled-{language}-320");
    }

    [Fact]
    public async Task An_address_with_a_password_opens_once()
    {
        await link.SetUpAsync(oneTimePasswords: true);
        try
        {
            var (address, _) = await link.HasCompanyAsync("Harbour Lane Bakery");
            await using var visit = await browser.VisitAsync(
                Screen.Narrow,
                ColorScheme.Dark,
                locale: "fr-FR",
                server: link.Server.Url
            );
            await visit.Page.GotoAsync(address);
            await visit.ShouldBeGoodAsync("link-password-fr-320-dark");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
            await visit
                .Page.GetByRole(AriaRole.Link, new() { Name = "Connecter: Logiciel de comptabilité" })
                .WaitForAsync();
            await visit.ShouldBeGoodAsync("link-overview-fr-320-dark");

            await using var another = await browser.VisitAsync(Screen.Narrow, server: link.Server.Url);
            await another.Page.GotoAsync(address);
            another.ExpectFault("403");
            await another.ShouldBeGoodAsync("link-password-used-320");
            await Assertions
                .Expect(another.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }))
                .ToHaveCountAsync(0);
        }
        finally
        {
            await link.SetUpAsync();
        }
    }

    // In both colour schemes.
    private static async Task GoodAsync(Visit visit, string name)
    {
        await visit.ShouldBeGoodAsync($"link-{name}-phone");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.ShouldBeGoodAsync($"link-{name}-phone-dark");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}

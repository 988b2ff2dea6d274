using System.Text.RegularExpressions;

namespace Causeway.Browser.Tests.Portal;

/// <summary>The pages with which developers and analysts work: data, syncs, writes, webhooks, keys, settings, the reference.</summary>
public sealed partial class DevelopersPagesTests(Chromium browser)
{
    private const string Email = "ada@example.com";
    private const string Password = "a few words do well";

    [Fact]
    public async Task A_developer_looks_at_data_and_sets_up_webhooks_and_keys()
    {
        var (company, connection) = await HasDataAsync();
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await SignInAsync(page);

        await page.GotoAsync($"/portal/companies/{company}/connections/{connection}/data/invoices");
        await ReadyAsync(page);
        var query = page.GetByRole(AriaRole.Combobox, new() { Name = "Query" });
        await query.PressSequentiallyAsync("totalA");
        await Assertions.Expect(page.Locator("#cw-query-list")).ToContainTextAsync("totalAmount");
        await query.PressAsync("ArrowDown");
        await query.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#cw-query-list")).ToContainTextAsync("above");
        await visit.ShouldBeGoodAsync("portal-data-completion");
        await query.PressSequentiallyAsync("> 100");
        await query.PressAsync("Enter");
        await page.WaitForURLAsync("**query=totalAmount*");
        await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync("portal-data");
        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByText("Export").ClickAsync();
            await page.GetByText("CSV, for spreadsheets").ClickAsync();
        });
        (await File.ReadAllTextAsync((await file.PathAsync())!)).Split('\n').Length.ShouldBeGreaterThan(2);
        await page.Locator("tbody td.cw-id a").First.ClickAsync();
        await Assertions.Expect(page.Locator("pre.cw-json")).ToHaveCountAsync(2);
        await visit.ShouldBeGoodAsync("portal-record");

        await page.GotoAsync($"/portal/companies/{company}/syncs");
        await visit.ShouldBeGoodAsync("portal-syncs");
        await page.Locator("tbody a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Course" })).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync("portal-sync");

        await page.GotoAsync("/portal/webhooks");
        await ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a consumer" }).ClickAsync();
        await page.GetByLabel("Address").FillAsync($"{browser.Server.Url}nothing");
        await page.GetByLabel("What it is for").FillAsync("Tells our back office");
        await visit.ShouldBeGoodAsync("portal-webhook-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#cw-secret")).ToContainTextAsync("whsec_");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await page.WaitForURLAsync("**/webhooks/*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send an example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await page.Locator("tbody a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".cw-list .cw-tag").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync("portal-webhook-message");
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Messages" })).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync("portal-webhook");

        await page.GotoAsync("/portal/api-keys");
        await ReadyAsync(page);
        await page.GetByLabel("Name of the key").FillAsync("Back office");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a key" }).ClickAsync();
        await Assertions.Expect(page.Locator("#cw-secret")).Not.ToBeEmptyAsync();
        await visit.ShouldBeGoodAsync("portal-api-key");
    }

    [Fact]
    public async Task The_settings_and_the_reference_are_for_every_window()
    {
        await using (var visit = await browser.VisitAsync())
        {
            await SignInAsync(visit.Page);
            foreach (
                var path in (string[])
                    [
                        "settings",
                        "settings/integrations/gbol",
                        "settings/data-types",
                        "settings/link",
                        "settings/profile",
                        "settings/retention",
                    ]
            )
            {
                await visit.Page.GotoAsync($"/portal/{path}");
                await visit.ShouldBeGoodAsync($"portal-{path.Replace('/', '-')}");
            }

            await visit.Page.GotoAsync("/portal/reference");
            await Assertions
                .Expect(visit.Page.FrameLocator("iframe").GetByText("Companies").First)
                .ToBeVisibleAsync(new() { Timeout = 30_000 });
            await visit.Page.ScreenshotAsync(
                new() { Path = Path.Combine(Chromium.Screenshots, "portal-reference.png") }
            );
        }

        var (company, connection) = await HasDataAsync();
        await using var phone = await browser.VisitAsync(Screen.Phone, ColorScheme.Dark);
        await SignInAsync(phone.Page);
        foreach (
            var (name, path) in new[]
            {
                ("data", $"companies/{company}/connections/{connection}/data/invoices"),
                ("syncs", $"companies/{company}/syncs"),
                ("webhooks", "webhooks"),
                ("link", "settings/link"),
                ("data-types", "settings/data-types"),
            }
        )
        {
            await phone.Page.GotoAsync($"/portal/{path}");
            await phone.ShouldBeGoodAsync($"portal-phone-dark-{name}");
        }
    }

    private async Task<(string Company, string Connection)> HasDataAsync()
    {
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        var connection = (
            await browser.CallAsync(HttpMethod.Post, $"/companies/{company}/connections", new { platformKey = "mqjo" })
        ).Text("id");
        await browser.CallAsync(
            HttpMethod.Put,
            $"/companies/{company}/connections/{connection}/authorization",
            new { }
        );
        await browser.CallAsync(HttpMethod.Post, $"/companies/{company}/data/queue/invoices", new { });
        for (var i = 0; i < 600; i++)
        {
            var status = await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/dataStatus");
            if (status.GetProperty("invoices").Text("currentStatus") is "Complete")
            {
                break;
            }

            await Task.Delay(50);
        }

        return (company, connection);
    }

    // The first who comes is the administrator; the link is printed once.
    private async Task SignInAsync(IPage page)
    {
        var first = SetUpLink().Match(browser.Server.Output.Text);
        await page.GotoAsync(first.Value);
        if (await page.Locator("#name").CountAsync() > 0)
        {
            await page.GetByLabel("Your name").FillAsync("Ada Example");
            await page.GetByLabel("Email").FillAsync(Email);
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        }
        else
        {
            await page.GotoAsync("/portal/sign-in");
            await page.GetByLabel("Email").FillAsync(Email);
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
    }

    // Clicks count once the line to the server is there.
    private static Task ReadyAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.getElementById('mud-snackbar-container') !== null");

    [GeneratedRegex(@"/portal/set-up/\w+")]
    private static partial Regex SetUpLink();
}

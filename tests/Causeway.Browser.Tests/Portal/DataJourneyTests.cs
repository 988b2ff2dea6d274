namespace Causeway.Browser.Tests.Portal;

/// <summary>An analyst who looks for records, sees one as it is and as the source has it, takes them along, and looks how they were read.</summary>
public sealed class DataJourneyTests(Chromium browser)
{
    [Fact]
    public async Task On_a_desktop() => await WalkAsync(Screen.Desktop, ColorScheme.Light, "Cedar Row Clinic");

    [Fact]
    public async Task On_a_phone_at_night() => await WalkAsync(Screen.Phone, ColorScheme.Dark, "Delta Street Farm");

    private async Task WalkAsync(Screen screen, ColorScheme colors, string company)
    {
        var (companyId, connectionId) = await HasInvoicesAsync(company);
        await using var visit = await browser.VisitAsync(screen, colors);
        var page = visit.Page;
        await visit.SignInAsync(browser);

        // By keyboard: two letters of a field, the arrow, an operator, a value.
        await page.GotoAsync($"/portal/companies/{companyId}/connections/{connectionId}/data/invoices");
        await page.IsLiveAsync();
        var query = page.GetByRole(AriaRole.Combobox, new() { Name = "Query" });
        await query.ClickAsync();
        await page.Keyboard.TypeAsync("totalA");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        (await query.InputValueAsync()).ShouldBe("totalAmount ");
        await visit.ShouldBeGoodAsync($"portal-query-{visit.Name()}");
        await page.Keyboard.TypeAsync("> 100");
        await page.Keyboard.PressAsync("Enter");
        var clear = page.GetByRole(AriaRole.Link, new() { Name = "Clear" });
        await Assertions.Expect(clear).ToBeVisibleAsync();
        await Assertions.Expect(query).ToHaveValueAsync("totalAmount > 100");
        await Assertions.Expect(page.Locator(".cw-records tbody tr").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-data-{visit.Name()}");

        await query.FillAsync("totalAmount >");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-data-problem-{visit.Name()}");
        await clear.ClickAsync();
        await Assertions.Expect(clear).ToHaveCountAsync(0);
        await Assertions.Expect(query).ToHaveValueAsync("");

        await page.Locator("summary", new() { HasText = "Export" }).ClickAsync();
        await visit.ShouldBeGoodAsync($"portal-export-{visit.Name()}");
        var file = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync()
        );
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldStartWith("id,");

        await page.GotoAsync(
            $"/portal/companies/{companyId}/connections/{connectionId}/data/invoices?orderBy=-totalAmount"
        );
        await page.Locator(".cw-records tbody a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "As Sandbox" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("\"totalAmount\"").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-record-{visit.Name()}");
        await page.GotoAsync($"/portal/companies/{companyId}/connections/{connectionId}/data/invoices/changes");
        await page.Locator("h1").WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-changes-{visit.Name()}");

        await page.GotoAsync($"/portal/companies/{companyId}/syncs");
        await page.IsLiveAsync();
        await visit.ShouldBeGoodAsync($"portal-syncs-{visit.Name()}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invoices" }).First.ClickAsync();
        var again = page.GetByRole(AriaRole.Button, new() { Name = "Read again" });
        await again.WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-sync-{visit.Name()}");
        await page.IsLiveAsync();
        var before = page.Url;
        await again.ClickAsync();
        // It leads to the new read, which ends before one's eyes.
        await Assertions.Expect(page).Not.ToHaveURLAsync(before);
        await Assertions.Expect(page.Locator("h1 .cw-is-good")).ToBeVisibleAsync();
    }

    private async Task<(string Company, string Connection)> HasInvoicesAsync(string name)
    {
        var company = (await browser.HasCompanyAsync(name)).Text("id");
        var connection = (
            await browser.CallAsync(HttpMethod.Post, $"/companies/{company}/connections", new { platformKey = "mqjo" })
        ).Text("id");
        await browser.CallAsync(
            HttpMethod.Put,
            $"/companies/{company}/connections/{connection}/authorization",
            new { }
        );
        var dataset = (
            await browser.CallAsync(HttpMethod.Post, $"/companies/{company}/data/queue/invoices", new { })
        ).Text("id");
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (
            !(await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/data/history/{dataset}"))
                .GetProperty("isCompleted")
                .GetBoolean()
        )
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), "The invoices were not read.");
            await Task.Delay(100);
        }

        return (company, connection);
    }
}

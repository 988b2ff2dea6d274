namespace Causeway.Browser.Tests.Portal;

/// <summary>The pages with which developers and analysts work: data, syncs, webhooks, keys, settings, the reference.</summary>
public sealed class DevelopersPagesTests(Chromium browser)
{
    [Fact]
    public async Task On_a_desktop() => await LookAsync(Screen.Desktop, ColorScheme.Light);

    [Fact]
    public async Task On_a_phone_at_night() => await LookAsync(Screen.Phone, ColorScheme.Dark);

    private async Task LookAsync(Screen screen, ColorScheme colors)
    {
        var (company, connection, dataset) = await HasDataAsync();
        await using var visit = await browser.VisitAsync(screen, colors);
        await visit.SignInAsync(browser);
        var data = $"companies/{company}/connections/{connection}/data/invoices";
        foreach (
            var (name, path) in new[]
            {
                ("data", $"{data}?query={Uri.EscapeDataString("totalAmount > 100")}&orderBy=-totalAmount"),
                ("record", $"{data}/record?id=inv-0"),
                ("changes", $"{data}/changes"),
                ("syncs", $"companies/{company}/syncs"),
                ("sync", $"companies/{company}/syncs/{dataset}"),
                ("pushes", "pushes"),
                ("webhooks", "webhooks"),
                ("api-keys", "api-keys"),
                ("integrations", "settings"),
                ("integration", "settings/integrations/gbol"),
                ("data-types", "settings/data-types"),
                ("link-settings", "settings/link"),
                ("profile", "settings/profile"),
                ("retention", "settings/retention"),
            }
        )
        {
            await visit.Page.GotoAsync($"/portal/{path}");
            await visit.Page.Locator("h1").First.WaitForAsync();
            await visit.ShouldBeGoodAsync($"portal-{name}-{visit.Name()}");
        }
    }

    private async Task<(string Company, string Connection, string Dataset)> HasDataAsync()
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
        var dataset = (
            await browser.CallAsync(HttpMethod.Post, $"/companies/{company}/data/queue/invoices", new { })
        ).Text("id");
        for (var i = 0; i < 1_200; i++)
        {
            var status = await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/data/history/{dataset}");
            if (status.GetProperty("isCompleted").GetBoolean())
            {
                return (company, connection, dataset);
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The invoices were not read.");
    }
}

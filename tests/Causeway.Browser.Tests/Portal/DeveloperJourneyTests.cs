namespace Causeway.Browser.Tests.Portal;

/// <summary>A developer who sets the server up: a webhook that is tried, a key, what is read and how often, an application at a source, Link's look.</summary>
public sealed class DeveloperJourneyTests(Chromium browser)
{
    [Fact]
    public async Task On_a_desktop() => await WalkAsync(Screen.Desktop, ColorScheme.Light);

    [Fact]
    public async Task On_a_phone_at_night() => await WalkAsync(Screen.Phone, ColorScheme.Dark);

    private async Task WalkAsync(Screen screen, ColorScheme colors)
    {
        await using var visit = await browser.VisitAsync(screen, colors);
        await visit.SignInAsync(browser);

        await WebhookAsync(visit);
        await KeyAsync(visit);
        await SettingsAsync(visit);
        await LinkAsync(visit);
        await ReferenceAsync(visit);
    }

    private static async Task WebhookAsync(Visit visit)
    {
        var page = visit.Page;
        var host = $"{visit.Name()}.example";
        await page.GotoAsync("/portal/webhooks");
        await page.IsLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a consumer" }).ClickAsync();
        await page.FillAsync("#cw-url", "nonsense");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-new-webhook-{visit.Name()}");
        await page.FillAsync("#cw-url", $"https://{host}/causeway");
        await page.FillAsync("#cw-description", "Tells our books");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#cw-secret")).ToContainTextAsync("whsec_");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = host }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send an example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        var message = page.GetByRole(AriaRole.Link, new() { Name = "connection.connected" }).First;
        await message.WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-webhook-{visit.Name()}");
        await message.ClickAsync();
        // There is no such host, and the page says so.
        await Assertions.Expect(page.GetByText("No answer").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-webhook-message-{visit.Name()}");
        await page.GotoAsync("/portal/webhooks");
        await page.GetByRole(AriaRole.Link, new() { Name = host }).WaitForAsync();
        await visit.ShouldBeGoodAsync($"portal-webhooks-{visit.Name()}");
    }

    private static async Task KeyAsync(Visit visit)
    {
        var page = visit.Page;
        var name = $"Nightly export {visit.Name()}";
        await page.GotoAsync("/portal/api-keys");
        await page.IsLiveAsync();
        await page.FillAsync("#cw-key-name", name);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#cw-secret").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#cw-secret")).ToHaveCountAsync(0);
        await visit.ShouldBeGoodAsync($"portal-api-keys-{visit.Name()}");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Delete the key {name}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        await Assertions.Expect(page.GetByText(name)).ToHaveCountAsync(0);
    }

    private static async Task SettingsAsync(Visit visit)
    {
        var page = visit.Page;
        await page.GotoAsync("/portal/settings");
        await page.IsLiveAsync();
        await visit.ShouldBeGoodAsync($"portal-integrations-{visit.Name()}");
        await page.GotoAsync("/portal/settings/integrations/gbol");
        await page.IsLiveAsync();
        await page.FillAsync("#cw-client", "a-client-of-the-tests");
        await page.FillAsync("#cw-client-secret", "not to be shown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved. It is tried")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain("not to be shown");
        await visit.ShouldBeGoodAsync($"portal-integration-{visit.Name()}");

        await page.GotoAsync("/portal/settings/data-types");
        await page.IsLiveAsync();
        var often = page.GetByLabel("How often Bills is read");
        await often.SelectOptionAsync(await often.InputValueAsync() == "3" ? "6" : "3");
        await visit.ShouldBeGoodAsync($"portal-data-types-{visit.Name()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save 1 change" }).ClickAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }))
            .ToBeDisabledAsync();

        foreach (var name in new[] { "profile", "retention" })
        {
            await page.GotoAsync($"/portal/settings/{name}");
            await visit.ShouldBeGoodAsync($"portal-{name}-{visit.Name()}");
        }

        foreach (var name in new[] { "pushes", "syncs", "connections" })
        {
            await page.GotoAsync($"/portal/{name}");
            await visit.ShouldBeGoodAsync($"portal-all-{name}-{visit.Name()}");
        }
    }

    private static async Task LinkAsync(Visit visit)
    {
        var page = visit.Page;
        await page.GotoAsync("/portal/settings/link");
        await page.IsLiveAsync();
        await page.FillAsync("#cw-name", "Northwind Lending");
        await page.FillAsync("#cw-colour", "#7a1f5c");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        var preview = page.FrameLocator("iframe[title='Preview of Link']");
        await Assertions.Expect(preview.GetByText("Northwind Lending").First).ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-link-settings-{visit.Name()}");
    }

    private static async Task ReferenceAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/portal/reference");
        var reference = visit.Page.FrameLocator("iframe[title='API reference']");
        await Assertions
            .Expect(reference.GetByRole(AriaRole.Heading, new() { Name = "The public API" }))
            .ToBeVisibleAsync();
        await visit.ShouldBeGoodAsync($"portal-reference-{visit.Name()}");
    }
}

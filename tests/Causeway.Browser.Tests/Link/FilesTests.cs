using System.Text;

namespace Causeway.Browser.Tests.Link;

/// <summary>A company's user uploads files: in the hosted pages without JavaScript, and in the component on the client's page.</summary>
public sealed class FilesTests(Chromium browser, LinkServer link) : IClassFixture<LinkServer>
{
    private static readonly FilePayload Pdf = File("Jahresabschluss 2025.pdf", "%PDF-1.7\n%%EOF");
    private static readonly FilePayload Csv = File("sales.csv", "date;amount\n2026-01-31;12.50\n");
    private static readonly FilePayload Wrong = File("a picture that is none.png", "MZ");

    [Fact]
    public async Task Somebody_without_JavaScript_uploads_files_beside_and_in_the_place_of_systems()
    {
        await link.PutAsync(
            "/settings/link",
            new
            {
                branding = new { displayName = "Northwind Lending", primaryColour = "#5b2a86" },
                texts = new { en = new { fileUpload = "The **last three years**, please." } },
                sourceTypes = new object[]
                {
                    new { sourceType = "Accounting", enableFileUpload = true },
                    new
                    {
                        sourceType = "Other",
                        optional = true,
                        enableIntegrations = false,
                        enableFileUpload = true,
                    },
                },
                showSandbox = true,
            }
        );
        var (address, _) = await link.HasCompanyAsync("Harbour Lane Bakery");
        foreach (var (screen, name) in new[] { (Screen.Desktop, "desktop"), (Screen.Narrow, "narrow") })
        {
            // What looks for faults is a script itself; the pages have none for files, so that they are the same with and without.
            var scripts = screen == Screen.Narrow;
            await using var visit = await browser.VisitAsync(screen, scripts: scripts, server: link.Server.Url);
            var page = visit.Page;
            Task GoodAsync(string what) =>
                scripts
                    ? visit.ShouldBeGoodAsync($"files-{what}-{name}")
                    : page.ScreenshotAsync(
                        new() { Path = Path.Combine(Chromium.Screenshots, $"files-{what}-{name}.png"), FullPage = true }
                    );
            await page.GotoAsync(address);
            await GoodAsync("overview");
            await page.GetByRole(AriaRole.Link, new() { Name = "Accounting software" }).First.ClickAsync();
            await GoodAsync("choose");
            await page.GetByRole(AriaRole.Button, new() { Name = "Upload accounting files" }).ClickAsync();
            if (screen == Screen.Desktop)
            {
                await GoodAsync("consent");
                await page.GetByRole(AriaRole.Button, new() { Name = "I agree, go on" }).ClickAsync();
            }

            await GoodAsync("form");
            await page.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync([Pdf, Wrong]);
            await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not what its name says");
            await GoodAsync("refused");
            visit.ExpectFault("422");
            await page.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync([Pdf, Csv]);
            await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
            await Assertions
                .Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your files are uploaded" }))
                .ToBeVisibleAsync();
            await GoodAsync("done");
            await page.GetByRole(AriaRole.Link, new() { Name = "Next: Business documents" }).ClickAsync();
            await GoodAsync("alone");
            await page.GetByRole(AriaRole.Link, new() { Name = "Back to the overview" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Add files: Accounting files" }).ClickAsync();
            await Assertions.Expect(page.GetByText(Pdf.Name).First).ToBeVisibleAsync();
            await GoodAsync("more");
        }
    }

    [Theory]
    [InlineData(320, "narrow")]
    [InlineData(1280, "desktop")]
    public async Task Somebody_uploads_files_on_the_clients_page_which_is_told_as_of_any_connection(
        int width,
        string name
    )
    {
        var company = (await browser.HasCompanyAsync("Harbour Lane Bakery")).Text("id");
        await using var visit = await browser.VisitAsync(new Screen(width, 800));
        await using var host = new HostPage(browser, visit);
        await host.OpenAsync(
            "link.js",
            "CodatLink",
            company,
            $$"""
            options: { nonce: "{{HostPage.Nonce}}", sourceTypes: {
              accounting: { optional: false, enableIntegrations: true, enableFileUpload: true },
              commerce: { optional: true, enableIntegrations: true },
              businessDocuments: { optional: false, enableFileUpload: true } },
              text: { "accounting.fileUpload.subtitle": "Balance sheets of the **last three years**." } }
            """
        );

        await host.ShouldShowAsync("Connect your systems");
        await Assertions.Expect(host.Button("Complete")).ToBeDisabledAsync();
        await visit.ShouldBeGoodAsync($"embedded-files-main-{name}");
        await host.Button("Connect accounting software").ClickAsync();
        await visit.ShouldBeGoodAsync($"embedded-files-choose-{name}");
        await host.Button("Upload accounting files").ClickAsync();
        await host.ShouldShowAsync("Share files with Causeway");
        await visit.ShouldBeGoodAsync($"embedded-files-consent-{name}");
        await host.Button("I agree, go on").ClickAsync();
        await host.ShouldShowAsync("Upload files");
        await Assertions.Expect(host.Component.GetByText("last three years")).ToBeVisibleAsync();
        await host.Component.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync([Pdf, Wrong]);
        await visit.ShouldBeGoodAsync($"embedded-files-form-{name}");
        await host.Button("Upload").ClickAsync();
        await Assertions
            .Expect(host.Component.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("is not what its name says");
        await visit.ShouldBeGoodAsync($"embedded-files-refused-{name}");
        visit.ExpectFault("400");
        await host.Component.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync([Pdf, Csv]);
        await host.Button("Upload").ClickAsync();
        await host.ShouldShowAsync("Your files are uploaded");
        await visit.ShouldBeGoodAsync($"embedded-files-done-{name}");

        await host.Button("Next").ClickAsync();
        await host.ShouldShowAsync("Connect your systems");
        await visit.ShouldBeGoodAsync($"embedded-files-half-{name}");
        await host.Button("Upload business documents").ClickAsync();
        await host.Button("I agree, go on").ClickAsync();
        await host.Component.GetByLabel("Files", new() { Exact = true }).SetInputFilesAsync([Csv]);
        await host.Button("Upload").ClickAsync();
        await host.ShouldShowAsync("Your files are uploaded");
        await Assertions.Expect(host.Button("Complete")).ToBeEnabledAsync();

        var told = await host.ToldAsync();
        told.Select(t => t.Callback)
            .ShouldBe([
                "onConnectionStarted",
                "onConsent",
                "onError",
                "onConnection",
                "onConnectionStarted",
                "onConsent",
                "onConnection",
            ]);
        told[3].Args.Text("integrationKey").ShouldBe("cwfa");
        told[3].Args.Text("platformName").ShouldBe("Accounting file upload");
        told[3].Args.Text("sourceType").ShouldBe("Accounting");
        told[6].Args.Text("sourceType").ShouldBe("Other");
        var files = await browser.CallAsync(HttpMethod.Get, $"/companies/{company}/files");
        files.EnumerateArray().Select(f => f.Text("fileName")).ShouldBe([Pdf.Name, Csv.Name, Csv.Name]);
    }

    private static FilePayload File(string name, string content) =>
        new()
        {
            Name = name,
            MimeType = "application/octet-stream",
            Buffer = Encoding.UTF8.GetBytes(content),
        };
}

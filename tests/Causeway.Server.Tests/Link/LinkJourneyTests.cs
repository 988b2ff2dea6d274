using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Causeway.Contracts;
using Causeway.Server.Tests.Infrastructure;
using static Causeway.Server.Tests.Infrastructure.CausewayAppDomain;

namespace Causeway.Server.Tests.Link;

/// <summary>Link as a client has set it up: a server of their own, because there is one of each setting.</summary>
public sealed class LinkJourneyTests(OwnAppWithClock server) : IClassFixture<OwnAppWithClock>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private LinkBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AsNewAsync();
        browser = new LinkBrowser(app);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_kinds_are_asked_for_one_after_the_other_and_what_is_optional_can_be_skipped()
    {
        await SetAsync(
            new
            {
                branding = new { displayName = "Northwind" },
                landingPage = true,
                sourceTypes = new object[]
                {
                    new { sourceType = "Accounting" },
                    new { sourceType = "Banking", optional = true },
                },
            }
        );
        var company = await app.HasCompanyAsync("Harbour Lane");

        var landing = await browser.OpenAsync($"/company/{company}?ticket=7");
        landing.Text.ShouldContain("Share your business data with Northwind");
        landing.Text.ShouldContain("Harbour Lane");
        var overview = await browser.OpenAsync(landing.Link("Continue"));
        overview.Text.ShouldContain("2 kinds of data");
        overview.Text.ShouldContain("Optional");
        overview.Page.Links.Select(l => l.TextContent.Trim()).ShouldNotContain("Finish");

        var books = await browser.OpenAsync(overview.Link("Connect: Accounting software"));
        books.Text.ShouldContain("Test Books");
        books.Text.ShouldNotContain("Test Bank");
        var done = await LinkAsync(books, FakeBooks.Key);
        done.Link("Next: Bank").ShouldContain("ticket=7");
        done.Link("Finish").ShouldContain("ticket=7");

        var bank = await browser.OpenAsync(done.Link("Next: Bank"));
        var back = await browser.OpenAsync(bank.Link("Skip this"));
        back.Text.ShouldContain("Connected: Test Books");
        back.Link("Finish").ShouldEndWith("finish?ticket=7");
    }

    [Fact]
    public async Task Only_what_is_offered_can_be_chosen()
    {
        await SetAsync(new { integrations = new[] { FakeBank.Key, FakeLedger.Key }, showSandbox = false });
        var company = await app.HasCompanyAsync();
        var page = await browser.OpenAsync($"/company/{company}");
        var form = page.Choice(FakeBank.Key);
        var forged = form.Values([]);
        forged["platformKey"] = FakeBooks.Key;

        using var refused = await browser.SendAsync(form.Address, forged);

        page.Text.ShouldContain("Test Ledger");
        page.Text.ShouldNotContain("Test Books");
        page.Text.ShouldNotContain("Xero");
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sandboxes_are_hidden_in_production_unless_they_are_asked_for()
    {
        var company = await app.HasCompanyAsync();
        await SetAsync(new { showSandbox = false });
        var hidden = await browser.OpenAsync($"/company/{company}?link.showSandboxIntegrations=true");
        await SetAsync(new { showSandbox = true });
        var shown = await browser.OpenAsync($"/company/{company}");
        await using var production = await CausewayApp.StartAsync(_ => { }, new() { ["environment"] = "Production" });
        using var there = new LinkBrowser(production);
        var inProduction = await there.OpenAsync($"/company/{await production.HasCompanyAsync()}");

        hidden.Text.ShouldNotContain("Test Books");
        shown.Text.ShouldContain("Test Books");
        inProduction.Text.ShouldNotContain("Test Books");
        inProduction.Text.ShouldContain("Test Ledger");
    }

    [Theory]
    [InlineData("", null, "en")]
    [InlineData("?lang=fr", "de", "fr")]
    [InlineData("?lang=fr-CA", null, "fr")]
    [InlineData("?lang=tlh", "de-AT,en;q=0.5", "de")]
    [InlineData("", "es;q=0.9,fr;q=0.8,de;q=0.7", "fr")]
    [InlineData("", "fr;q=0,de;q=0.1", "de")]
    [InlineData("", "es", "en")]
    [InlineData("", "\u0001;;q=x", "en")]
    public async Task A_page_is_in_the_language_of_its_reader(string query, string? accepted, string expected)
    {
        var company = await app.HasCompanyAsync();
        using var client = app.ClientWithout();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/company/{company}{query}");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        }

        using var response = await client.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();

        html.ShouldContain($"<html lang=\"{expected}\">");
        html.ShouldContain(Server.Link.LinkTexts.In(expected)["overview.title"]);
    }

    [Fact]
    public async Task The_language_of_the_address_stays_to_the_end_and_can_be_changed()
    {
        await SetAsync(new { defaultLanguage = "de" });
        var company = await app.HasCompanyAsync();

        var german = await browser.OpenAsync($"/company/{company}?ticket=1");
        var french = await browser.OpenAsync(german.Link("Français"));
        var done = await LinkAsync(french, FakeBooks.Key);
        var end = await browser.OpenAsync(done.Link("Terminer"));

        german.Page.DocumentElement.GetAttribute("lang").ShouldBe("de");
        french.Page.DocumentElement.GetAttribute("lang").ShouldBe("fr");
        done.Text.ShouldContain("Test Books est connecté");
        end.Text.ShouldContain("C’est fait");
        end.Response.RequestMessage!.RequestUri!.Query.ShouldContain("ticket=1");
    }

    [Fact]
    public async Task The_clients_own_words_are_shown_in_the_readers_language_and_can_do_nothing_but_be_read()
    {
        await SetAsync(
            new
            {
                texts = new
                {
                    en = new
                    {
                        select = "**Welcome** <script>alert(1)</script> [here](javascript:alert(1)) "
                            + "![x](https://evil.example/x.png) [there](https://client.example/)",
                        footer = "Ask *Anna*.",
                    },
                    fr = new { select = "**Bienvenue**" },
                },
                consent = new
                {
                    privacyUrl = "https://client.example/privacy",
                    texts = new { en = new { purpose = "To decide about your *loan*." } },
                },
            }
        );
        var connection = await app.HasConnectionAsync(linked: false);

        var english = await browser.OpenAsync($"/company/{connection.CompanyId}");
        var french = await browser.OpenAsync($"/company/{connection.CompanyId}?lang=fr");
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start?lang=fr");

        var own = english.Page.QuerySelector(".own")!;
        own.QuerySelector("strong")!.TextContent.ShouldBe("Welcome");
        own.QuerySelectorAll("script, img").ShouldBeEmpty();
        own.QuerySelectorAll("a[href]").OfType<IHtmlAnchorElement>().Single().Href.ShouldBe("https://client.example/");
        french.Page.QuerySelector(".own")!.TextContent.ShouldContain("Bienvenue");
        // What is not said in French is said in the client's language.
        french.Text.ShouldContain("Ask Anna.");
        consent.Text.ShouldContain("To decide about your loan.");
        consent.Text.ShouldContain(Server.Link.LinkTexts.In("fr")["consent.long"]);
        consent.Page.QuerySelector("footer a[href='https://client.example/privacy']").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_preview_shows_every_page_with_what_is_not_saved_and_does_nothing()
    {
        using var made = await app.Client.PostAsJsonAsync(
            "/settings/link/preview",
            new
            {
                branding = new { displayName = "Tomorrow's Name", primaryColour = "#ffd200" },
                sourceTypes = new[] { new { sourceType = "Accounting" }, new { sourceType = "Banking" } },
            }
        );
        var preview = await made.ShouldBeOkAsync();
        var address = new Uri(preview.GetProperty("url").GetString()!).AbsolutePath;

        foreach (var name in preview.GetProperty("pages").EnumerateArray())
        {
            var page = await browser.OpenAsync($"{address}/{name}?lang=de");

            page.Text.ShouldContain("Tomorrow's Name");
            page.Page.QuerySelector("main")!.HasAttribute("inert").ShouldBeTrue();
            page.Page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!.ShouldEndWith("ffd200.css");
            var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("frame-ancestors 'self'");
            policy.ShouldContain("form-action 'none'");
            policy.ShouldNotContain("script-src");
        }

        server.Clock.Advance(TimeSpan.FromMinutes(31));
        await browser.OpenAsync(address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_first_load_is_under_60_kB_with_the_largest_logo_and_asks_nobody_else()
    {
        var logo = new byte[24 * 1024];
        Convert.FromHexString("89504E470D0A1A0A0000000D49484452000001400000005008").CopyTo(logo, 0);
        using var set = await app.Client.PutAsync("/settings/link/logo", new ByteArrayContent(logo));
        await set.ShouldBeOkAsync();
        await SetAsync(new { branding = new { primaryColour = "#663399" }, landingPage = true });
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        string[] addresses =
        [
            $"/company/{await app.HasCompanyAsync()}",
            $"/company/{connection.CompanyId}",
            $"/link/{connection.CompanyId}/{connection.Id}/start",
        ];

        foreach (var address in addresses)
        {
            var page = await browser.OpenAsync(address);
            var loaded = page
                .Page.QuerySelectorAll("link[rel=stylesheet], script[src], img:not([loading=lazy])")
                .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
                .Distinct()
                .ToList();
            loaded.ShouldAllBe(path => path.StartsWith('/'));
            var bytes = Encoding.UTF8.GetByteCount(page.Page.DocumentElement.OuterHtml);
            foreach (var path in loaded)
            {
                using var response = await browser.SendRawAsync(path);
                response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                response.Headers.CacheControl!.Public.ShouldBeTrue(path);
                bytes += (await response.Content.ReadAsByteArrayAsync()).Length;
            }

            bytes.ShouldBeInRange(logo.Length, 60_000, address);
        }
    }

    [Theory]
    [InlineData("/link/style/0123456789abcdef/0b5fa5.css")]
    [InlineData("/link/logo/unknown")]
    public async Task Files_that_are_not_there_are_not_found(string path)
    {
        using var response = await browser.SendRawAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_connection_that_was_deleted_leads_back_to_the_company()
    {
        var connection = await app.HasConnectionAsync(linked: false);
        using var deleted = await app.Client.DeleteAsync(connection.Path);
        deleted.EnsureSuccessStatusCode();

        var page = await browser.OpenAsync(
            $"/link/start/{connection.CompanyId}/{connection.Id}",
            HttpStatusCode.NotFound
        );

        page.Text.ShouldContain("has been removed");
        page.Link("See your connections").ShouldBe($"/company/{connection.CompanyId}/overview");
    }

    [Theory]
    [InlineData("wrong", "Check each entry")]
    [InlineData("down", "Try again in a few minutes")]
    [InlineData("rival", "unlink it, and try again")]
    public async Task What_failed_is_said_with_what_to_do(string what, string advice)
    {
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        if (what is "rival")
        {
            await app.HasConnectionAsync(company: connection.CompanyId);
        }

        var start = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        var entered = what switch
        {
            "wrong" => Ledger("one", password: "a wrong guess"),
            "down" => Ledger("one", url: FakeLedgerProbe.DownUrl),
            _ => Ledger("one"),
        };
        var refused = await browser.SubmitAsync(
            await browser.SubmitAsync(start, "/consent"),
            "/authorize",
            entered,
            HttpStatusCode.UnprocessableEntity
        );

        refused.Page.QuerySelector("[role=alert]")!.TextContent.ShouldContain(advice);
    }

    private async Task<LinkView> LinkAsync(LinkView choose, string platformKey)
    {
        var choice = choose.Choice(platformKey);
        using var response = await browser.SendAsync(choice.Address, choice.Values([]));
        var consent = await browser.OpenAsync(response.Headers.Location!.ToString());
        return await browser.SubmitAsync(await browser.SubmitAsync(consent, "/consent"), "/authorize");
    }

    private async Task<JsonElement> SetAsync(object settings)
    {
        using var response = await app.Client.PutAsJsonAsync("/settings/link", settings);
        return await response.ShouldBeOkAsync();
    }
}

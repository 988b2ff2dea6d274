using System.Net;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Server.Tests.Link;

/// <summary>What Link must not let happen, whoever opens its addresses.</summary>
public class LinkSafetyTests(CausewayApp app)
{
    [Fact]
    public async Task Pages_run_no_scripts_but_our_own_and_cannot_be_framed()
    {
        using var browser = new LinkBrowser(app);
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var consent = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        var pages = new[]
        {
            await browser.OpenAsync($"/company/{connection.CompanyId}"),
            consent,
            await browser.SubmitAsync(consent, "/consent"),
            await browser.OpenAsync("/company/unknown", HttpStatusCode.NotFound),
        };

        foreach (var page in pages)
        {
            var headers = page.Response.Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldStartWith("default-src 'none';");
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldContain("base-uri 'none'");
            policy.ShouldNotContain("unsafe");
            policy.ShouldNotContain("https:");
            policy.Contains("script-src 'self';", StringComparison.Ordinal).ShouldBe(page.Page.Scripts.Length > 0);
            headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
            headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            headers.CacheControl!.NoStore.ShouldBeTrue();
            page.Page.Scripts.ShouldAllBe(s => s.Source!.StartsWith("/link/script/") && s.Text.Length == 0);
            page.Page.QuerySelectorAll("[style], [onclick], [onload]").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_others_wrote_is_shown_as_text()
    {
        using var browser = new LinkBrowser(app);
        var company = await app.HasCompanyAsync("A & B \"Sons\"");

        var page = await browser.OpenAsync(
            $"/company/{company}?q=%3Cimg+src%3Dx%3E&x=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        );

        page.Text.ShouldContain("No system is called “<img src=x>”");
        page.Text.ShouldContain("A & B");
        page.Page.Scripts.ShouldAllBe(s => s.Source!.StartsWith("/link/script/") && s.Text.Length == 0);
        page.Page.QuerySelectorAll("img[src=x]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("consent")]
    [InlineData("cancel")]
    [InlineData("authorize")]
    [InlineData("unlink")]
    public async Task A_form_that_is_not_ours_is_refused_and_nothing_happens(string step)
    {
        using var browser = new LinkBrowser(app);
        using var other = new LinkBrowser(app);
        var connection = await app.HasConnectionAsync(linked: step is "unlink");
        var before = await app.GetJsonAsync(connection.Path);
        var page = await other.OpenAsync($"/company/{connection.CompanyId}");
        var stolen = page.Choice(FakeBooks.Key).Values([]);
        var address = $"/link/{connection.CompanyId}/{connection.Id}/{step}";

        using var bare = await browser.SendAsync(address, new Dictionary<string, string>());
        using var withToken = await browser.SendAsync(address, stolen);

        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        withToken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bare.Content.ReadAsStringAsync()).ShouldContain("Please start again");
        (await app.GetJsonAsync(connection.Path)).ToString().ShouldBe(before.ToString());
    }

    [Fact]
    public async Task Without_consent_nothing_is_authorized()
    {
        using var browser = new LinkBrowser(app);
        var agreed = await app.HasConnectionAsync(linked: false);
        var connection = await app.HasConnectionAsync(linked: false);
        var start = await browser.OpenAsync($"/link/{agreed.CompanyId}/{agreed.Id}/start");
        var form = (await browser.SubmitAsync(start, "/consent")).Form("/authorize").Values([]);
        var address = $"/link/{connection.CompanyId}/{connection.Id}/authorize";

        // Consent to share one connection is none to share another.
        using var othersConsent = await browser.SendAsync(address, form);
        form["consent"] = "made up";
        using var madeUp = await browser.SendAsync(address, form);
        form.Remove("consent");
        using var none = await browser.SendAsync(address, form);

        foreach (var response in new[] { othersConsent, madeUp, none })
        {
            response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            response.Headers.Location!.ToString().ShouldEndWith("/start");
        }

        (await app.StatusOfAsync(connection)).ShouldBe("PendingAuth");
    }

    [Fact]
    public async Task Consent_is_asked_for_again_after_an_hour()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var own = await CausewayApp.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        using var browser = new LinkBrowser(own);
        var connection = await own.HasConnectionAsync(linked: false);
        var start = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/start");
        var form = await browser.SubmitAsync(start, "/consent");
        clock.Advance(TimeSpan.FromMinutes(61));

        var late = await browser.SubmitAsync(form, "/authorize");

        late.Page.Title.ShouldStartWith("Share data from");
        (await own.StatusOfAsync(connection)).ShouldBe("PendingAuth");
    }

    [Theory]
    [InlineData("/company/not-a-uuid")]
    [InlineData("/company/01a20fb7-0988-7527-b333-000000000000")]
    [InlineData("/company/01a20fb7-0988-7527-b333-000000000000/finish")]
    [InlineData("/link/start/x/y")]
    [InlineData("/link/start/01a20fb7-0988-7527-b333-000000000000/01a20fb7-0988-7527-b333-000000000001")]
    [InlineData("/companies/x/connections/y/start")]
    [InlineData("/link/x/y/done")]
    [InlineData("/link/x/y/finish")]
    public async Task An_address_that_leads_nowhere_says_so_in_words(string address)
    {
        using var browser = new LinkBrowser(app);

        var page = await browser.OpenAsync(address, HttpStatusCode.NotFound);

        page.Text.ShouldContain("This link does not work");
    }

    [Fact]
    public async Task A_connection_is_not_found_under_another_company()
    {
        using var browser = new LinkBrowser(app);
        var connection = await app.HasConnectionAsync(linked: false);
        var other = await app.HasCompanyAsync();

        var page = await browser.OpenAsync($"/link/start/{other}/{connection.Id}", HttpStatusCode.NotFound);

        page.Text.ShouldContain("This link does not work");
    }
}

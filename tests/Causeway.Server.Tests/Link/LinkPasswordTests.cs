using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link;

/// <summary>Link where its addresses have one-time passwords.</summary>
public sealed class LinkPasswordTests(OwnAppWithClock server) : IClassFixture<OwnAppWithClock>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private LinkBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AsNewAsync();
        browser = new LinkBrowser(app);
        using var response = await app.Client.PutAsJsonAsync("/settings/link", new { oneTimePasswords = true });
        await response.ShouldBeOkAsync();
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_password_opens_Link_once_and_for_one_browser()
    {
        var connection = await app.HasConnectionAsync(linked: false);
        var address = new Uri(
            (await app.GetJsonAsync(connection.Path)).GetProperty("linkUrl").GetString()!
        ).PathAndQuery;
        var bare = await browser.OpenAsync(
            $"/link/{connection.CompanyId}/{connection.Id}/start",
            HttpStatusCode.Forbidden
        );
        bare.Text.ShouldContain("not complete");
        bare.Text.ShouldNotContain("Example Company");

        // A mail program looks at it, twice, and nothing is used.
        using var preview = await browser.SendRawAsync(address);
        var first = await browser.OpenAsync(address + "&ticket=9");
        var form = first.Form("/open");
        var opened = await browser.SubmitAsync(first, "/open");
        opened.Page.Title!.ShouldStartWith("Share data from Test Books");
        opened.Response.RequestMessage!.RequestUri!.Query.ShouldBe("?ticket=9");

        using var another = new LinkBrowser(app);
        var late = await another.OpenAsync(address, HttpStatusCode.Forbidden);
        late.Text.ShouldContain("has been used already");
        var goesOn = await browser.OpenAsync(address);
        goesOn.Page.Title!.ShouldStartWith("Share data from");
        var done = await browser.SubmitAsync(await browser.SubmitAsync(opened, "/consent"), "/authorize");
        done.Text.ShouldContain("is connected");

        // Of another company the password opens nothing.
        var other = await app.HasCompanyAsync();
        var password = form.Values([])["otp"];
        (await another.OpenAsync($"/company/{other}?otp={password}", HttpStatusCode.Forbidden)).Text.ShouldContain(
            "not right"
        );
        server.Clock.Advance(TimeSpan.FromHours(13));
        await browser.OpenAsync($"/company/{connection.CompanyId}", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_password_is_good_for_a_day()
    {
        var company = await app.HasCompanyAsync();
        var address = new Uri((await app.GetJsonAsync($"/companies/{company}")).GetProperty("redirect").GetString()!);
        var page = await browser.OpenAsync(address.PathAndQuery);
        server.Clock.Advance(TimeSpan.FromHours(25));

        var late = await browser.OpenAsync(address.PathAndQuery, HttpStatusCode.Forbidden);
        var form = await browser.SubmitAsync(page, "/open", expected: HttpStatusCode.Forbidden);

        late.Text.ShouldContain("has expired");
        form.Text.ShouldContain("has expired");
    }

    [Fact]
    public async Task Of_two_browsers_that_use_a_password_at_once_one_is_let_in()
    {
        var company = await app.HasCompanyAsync();
        var address = new Uri((await app.GetJsonAsync($"/companies/{company}")).GetProperty("redirect").GetString()!);
        var browsers = Enumerable.Range(0, 6).Select(_ => new LinkBrowser(app)).ToList();
        var forms = new List<LinkFormView>();
        foreach (var one in browsers)
        {
            forms.Add((await one.OpenAsync(address.PathAndQuery)).Form("/open"));
        }

        var answers = await Task.WhenAll(
            browsers.Zip(forms).Select(p => p.First.SendAsync(p.Second.Address, p.Second.Values([])))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden).ShouldBe(5);
        browsers.ForEach(b => b.Dispose());
    }
}

using System.Net.Http.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link;

/// <summary>Where Link sends the user when it is done: a server of their own, because there is one profile.</summary>
public sealed class LinkRedirectTests(OwnApp own) : IClassFixture<OwnApp>, IAsyncLifetime
{
    private CausewayApp app = null!;
    private LinkBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        app = await own.AsNewAsync();
        browser = new LinkBrowser(app);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Finishing_fills_in_every_placeholder()
    {
        await RedirectToAsync(
            "https://client.example/back/{companyId}?connection={connectionId}&integration={integrationId}&source={sourceId}"
                + "&platform={platform}&name={platformName}&type={sourceType}&code={statusCode}&text={statusText}&error={errorMessage}"
                + "&company={data.company.companyName}&own={ticket}&missing={nothing}&client={clientId}"
        );
        var connection = await app.HasConnectionAsync(company: await app.HasCompanyAsync("Fish & Chips"));

        var left = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/finish?ticket=a%26b%3Dc");

        var address = left.LeftFor.ShouldNotBeNull();
        address.Host.ShouldBe("client.example");
        address.AbsolutePath.ShouldBe($"/back/{connection.CompanyId}");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        query["connection"].ToString().ShouldBe(connection.Id.ToString());
        query["integration"].ToString().ShouldBe("0190a000-0000-7000-8000-00000000b001");
        query["source"].ToString().ShouldBe("0190a000-0000-7000-8000-00000000b002");
        query["platform"].ToString().ShouldBe(FakeBooks.Key);
        query["name"].ToString().ShouldBe("Test Books");
        query["type"].ToString().ShouldBe("Accounting");
        query["code"].ToString().ShouldBe("200");
        query["text"].ToString().ShouldBe("OK");
        query["error"].ToString().ShouldBeEmpty();
        query["company"].ToString().ShouldBe("Fish & Chips");
        query["own"].ToString().ShouldBe("a&b=c");
        query["missing"].ToString().ShouldBeEmpty();
        Guid.TryParse(query["client"], out _).ShouldBeTrue();
    }

    [Fact]
    public async Task The_codes_tell_what_came_of_it()
    {
        await RedirectToAsync("https://client.example/?code={statusCode}&error={errorMessage}");
        var linked = await app.HasConnectionAsync();
        var pending = await app.HasConnectionAsync(linked: false, platformKey: FakeLedger.Key);
        var consent = await browser.OpenAsync($"/link/{pending.CompanyId}/{pending.Id}/start");

        var done = await browser.OpenAsync($"/link/{linked.CompanyId}/{linked.Id}/finish");
        var nothingNew = await browser.OpenAsync($"/company/{linked.CompanyId}/finish");
        var unfinished = await browser.OpenAsync($"/link/{pending.CompanyId}/{pending.Id}/finish");
        var cancelled = await browser.SubmitAsync(consent, "/cancel");

        done.LeftFor!.Query.ShouldBe("?code=200&error=");
        nothingNew.LeftFor!.Query.ShouldBe("?code=201&error=");
        unfinished.LeftFor!.Query.ShouldBe("?code=201&error=");
        cancelled.LeftFor!.Query.ShouldBe("?code=403&error=User%20cancelled");
    }

    [Theory]
    [InlineData("redirectUrl=https://evil.example/")]
    [InlineData("redirect_uri=https://evil.example/&returnUrl=//evil.example")]
    [InlineData("companyId=evil&connectionId=evil&statusCode=999&platform=evil")]
    [InlineData("own=//evil.example/%0d%0aLocation:%20https://evil.example/")]
    [InlineData("own=%40evil.example")]
    [InlineData("own=..%2F..%2F%5Cevil.example")]
    public async Task Nothing_in_the_address_bends_where_the_user_goes(string query)
    {
        await RedirectToAsync("https://client.example/{own}/{companyId}?code={statusCode}&platform={platform}");
        var connection = await app.HasConnectionAsync();

        var left = await browser.OpenAsync($"/link/{connection.CompanyId}/{connection.Id}/finish?{query}");

        left.LeftFor!.Authority.ShouldBe("client.example");
        left.LeftFor.AbsolutePath.ShouldEndWith($"/{connection.CompanyId}");
        left.LeftFor.Query.ShouldBe($"?code=200&platform={FakeBooks.Key}");
    }

    [Fact]
    public async Task A_host_with_a_placeholder_leads_only_where_the_client_allowed()
    {
        await RedirectToAsync("https://{shop}.client.example/", "https://one.client.example");
        var connection = await app.HasConnectionAsync();
        var finish = $"/link/{connection.CompanyId}/{connection.Id}/finish";

        var allowed = await browser.OpenAsync($"{finish}?shop=one");
        var other = await browser.OpenAsync($"{finish}?shop=two");

        allowed.LeftFor!.AbsoluteUri.ShouldBe("https://one.client.example/");
        other.LeftFor.ShouldBeNull();
        other.Text.ShouldContain("All done");
    }

    [Fact]
    public async Task The_clients_own_placeholders_survive_every_page()
    {
        await RedirectToAsync("https://client.example/?own={ticket}");
        var connection = await app.HasConnectionAsync(linked: false);

        var consent = await browser.OpenAsync($"/link/start/{connection.CompanyId}/{connection.Id}?ticket=abc%20123");
        var done = await browser.SubmitAsync(await browser.SubmitAsync(consent, "/consent"), "/authorize");
        var left = await browser.OpenAsync(done.Link("Finish"));

        left.LeftFor!.Query.ShouldBe("?own=abc%20123");
    }

    private async Task RedirectToAsync(string template, params string[] allowed)
    {
        using var response = await app.Client.PutAsJsonAsync(
            "/profile",
            new
            {
                name = "The Client",
                redirectUrl = template,
                whiteListUrls = allowed,
            }
        );
        response.EnsureSuccessStatusCode();
    }
}

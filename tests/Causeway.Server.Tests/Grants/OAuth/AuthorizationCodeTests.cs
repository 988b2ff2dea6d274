using System.Net;
using System.Net.Http.Json;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>The way through Link to the source and back.</summary>
[Collection(nameof(OAuthServer))]
public sealed class AuthorizationCodeTests(OAuthServer server)
{
    private CausewayApp App => server.App;

    [Fact]
    public async Task A_user_authorizes_at_the_source_and_comes_back_to_a_linked_connection()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);

        var away = await browser.LeaveAsync(connection, "?customer=42");
        away.Query.ShouldContain("code_challenge_method=S256");
        var back = await browser.AuthorizeAsync(away, "one");
        var page = await browser.ReturnAsync(back);

        page.Text.ShouldContain("Test OAuth is connected");
        page.Link("Finish").ShouldContain("customer=42");
        page.Page.DocumentElement.OuterHtml.ShouldNotContain("code=");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        using var used = await App.Client.GetAsync($"{connection.Path}/options/customers");
        await used.ShouldBeOkAsync();
    }

    [Fact]
    public async Task Of_several_organisations_the_user_chooses_one()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);

        var choice = await browser.ConnectAsync(connection, "several");
        choice.Text.ShouldContain("Which company?");
        choice.Text.ShouldContain("North Ltd");
        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        var wrong = await browser.Link.SendAsync(
            choice.Form("/organisation").Address,
            choice.Form("/organisation").Values(new() { ["organisation"] = "east" })
        );
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Which company?");
        var done = await browser.Link.SubmitAsync(choice, "/organisation", new() { ["organisation"] = "south" });

        done.Text.ShouldContain("is connected");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task Who_says_no_at_the_source_is_taken_back_politely()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection, "deny");

        page.Text.ShouldContain("Nothing was shared");
        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        (await App.GetJsonAsync(connection.Path)).ToString().ShouldContain("User cancelled");
    }

    [Fact]
    public async Task A_callback_is_good_once()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(connection), "one");
        await browser.ReturnAsync(back);

        var replayed = await browser.ReturnAsync(back, HttpStatusCode.BadRequest);

        replayed.Text.ShouldContain("This way back is closed");
        replayed.Text.ShouldContain("used already");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        await ShouldBeRecordedAsync(connection, "it had been used before");
        (await server.Provider.StatsAsync()).Families.ShouldBe(0);
    }

    [Fact]
    public async Task A_callback_that_two_bring_at_once_is_taken_once()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(connection), "one");

        await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(async _ =>
                {
                    using var r = await browser.Link.SendRawAsync(back.PathAndQuery);
                })
        );

        (await server.Provider.StatsAsync()).TokenCalls.ShouldBe(1);
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task A_callback_from_another_browser_is_refused_and_tells_it_nothing()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var victim = new OAuthBrowser(App);
        using var attacker = new OAuthBrowser(App);
        var back = await attacker.AuthorizeAsync(await attacker.LeaveAsync(connection), "one");

        var refused = await victim.ReturnAsync(back, HttpStatusCode.BadRequest);

        refused.Text.ShouldContain("does not belong to this browser");
        refused.Text.ShouldNotContain("Example Company");
        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        await ShouldBeRecordedAsync(connection, "another browser");
        (await server.Provider.StatsAsync()).TokenCalls.ShouldBe(0);
    }

    [Theory]
    [InlineData("state=made-up&code=made-up")]
    [InlineData("code=made-up")]
    [InlineData("")]
    [InlineData("error=access_denied&state=%3Cscript%3E")]
    public async Task A_forged_callback_is_refused_with_a_plain_page(string query)
    {
        using var browser = new OAuthBrowser(App);

        var refused = await browser.Link.OpenAsync(
            $"/link/callback/{FakeOAuth.Key}?{query}",
            HttpStatusCode.BadRequest
        );

        refused.Text.ShouldContain("This way back is closed");
        refused.Text.ShouldNotContain("script");
        server.Logs.Text.ShouldContain("was refused: Forged");
    }

    [Fact]
    public async Task A_callback_of_another_source_is_refused()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(connection), "one");
        var other = back.PathAndQuery.Replace(
            $"/callback/{FakeOAuth.Key}",
            $"/callback/{FakeMachine.Key}",
            StringComparison.Ordinal
        );

        await browser.Link.OpenAsync(other, HttpStatusCode.BadRequest);

        await ShouldBeRecordedAsync(connection, "another source");
        (await server.Provider.StatsAsync()).TokenCalls.ShouldBe(0);
    }

    [Theory]
    [InlineData("&iss=https%3A%2F%2Fevil.example")]
    [InlineData("")]
    public async Task A_callback_that_does_not_name_the_issuer_is_refused(string issuer)
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(connection), "one");
        var mixed = string.Concat(back.PathAndQuery.Split("&iss=")[0], issuer);

        await browser.Link.OpenAsync(mixed, HttpStatusCode.BadRequest);

        await ShouldBeRecordedAsync(connection, "another source");
        (await server.Provider.StatsAsync()).TokenCalls.ShouldBe(0);
    }

    [Fact]
    public async Task A_callback_that_comes_too_late_is_refused()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var back = await browser.AuthorizeAsync(await browser.LeaveAsync(connection), "one");
        server.Clock.Advance(TimeSpan.FromMinutes(16));

        var late = await browser.ReturnAsync(back, HttpStatusCode.BadRequest);

        late.Text.ShouldContain("too long");
        late.Link("Start again").ShouldContain(connection.Id.ToString());
        await ShouldBeRecordedAsync(connection, "too long");
    }

    [Fact]
    public async Task A_source_that_fails_when_the_code_is_redeemed_is_told_of_and_can_be_tried_again()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        await server.Provider.FailAsync("503");

        var page = await browser.ConnectAsync(connection, "one", HttpStatusCode.UnprocessableEntity);

        page.Text.ShouldContain("was not connected");
        (await browser.ConnectAsync(connection, "one")).Text.ShouldContain("is connected");
    }

    [Fact]
    public async Task The_database_has_nothing_that_a_browser_could_use()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        var away = await browser.LeaveAsync(connection);
        var state = System.Web.HttpUtility.ParseQueryString(away.Query)["state"]!;

        await using var scope = App.Services.CreateAsyncScope();
        var row = await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<AuthorizationState>()
            .SingleAsync(s => s.ConnectionId == connection.Id);

        row.Hash.ShouldNotContain(state);
        row.Hash.ShouldBe(AuthorizationState.HashOf(state));
    }

    [Fact]
    public async Task An_integration_without_a_client_id_says_so()
    {
        await using var app = await server.StartAsync(
            url => new FakeOAuth(url),
            new() { ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128" }
        );
        var connection = await app.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(app);
        var page = await browser.Link.OpenAsync($"/companies/{connection.CompanyId}/connections/{connection.Id}/start");

        var refused = await browser.Link.SubmitAsync(page, "/consent", expected: HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("not set up");
        using var set = await app.Client.PutAsJsonAsync(
            $"/integrations/{FakeOAuth.Key}/application",
            new { clientId = OAuthProvider.ClientId, clientSecret = OAuthProvider.ClientSecret }
        );
        var shown = await set.ShouldBeOkAsync();
        shown.GetProperty("hasClientSecret").GetBoolean().ShouldBeTrue();
        shown.GetProperty("redirectUri").GetString().ShouldBe($"http://localhost:5080/link/callback/{FakeOAuth.Key}");
        shown.ToString().ShouldNotContain(OAuthProvider.ClientSecret);

        (await browser.ConnectAsync(connection, "one")).Text.ShouldContain("is connected");
    }

    private async Task ShouldBeRecordedAsync(TestConnection connection, string words) =>
        (await App.GetJsonAsync($"{connection.Path}/events"))
            .GetProperty("results")
            .EnumerateArray()
            .Select(e => e.GetProperty("reason").GetString()!)
            .ShouldContain(reason => reason.Contains(words, StringComparison.Ordinal));
}

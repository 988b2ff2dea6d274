using System.Net;
using System.Net.Http.Json;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Giving access again, giving it up, and taking over what was got elsewhere.</summary>
[Collection(nameof(OAuthServer))]
public sealed class ReconnectTests(OAuthServer server)
{
    private CausewayApp App => server.App;

    [Fact]
    public async Task Rule_8_a_new_authorization_takes_the_place_of_the_old_one_which_is_revoked_after_that()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        var former = await connection.GrantIdAsync();
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection.Connection, "one");

        page.Text.ShouldContain("is connected");
        (await connection.GrantIdAsync()).ShouldNotBe(former);
        await connection.ShouldWorkAsync();
        await OAuthConnection.EventuallyAsync(async () => (await server.Provider.StatsAsync()).Revocations == 1);
        await connection.ShouldWorkAsync();
        (await CountAsync<Grant>(g => g.Id == former)).ShouldBe(0);
    }

    [Fact]
    public async Task Rule_8_another_organisation_is_refused_with_a_choice_and_harms_nothing()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        var held = await connection.GrantIdAsync();
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection.Connection, "two", HttpStatusCode.Conflict);

        page.Text.ShouldContain("This connection is for one & Sons, and you have just opened two & Sons");
        page.Link("Try again, and choose one & Sons").ShouldContain(connection.Connection.Id.ToString());
        page.Link("Connect two & Sons beside it").ShouldContain("/company/");
        (await connection.GrantIdAsync()).ShouldBe(held);
        await connection.ShouldWorkAsync();
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task The_link_of_a_deauthorized_connection_goes_straight_to_the_source_and_back_to_the_same_connection()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        await server.Provider.EndAsync(connection.Minted.RefreshToken);
        server.Expire();
        using (await connection.UseAsync()) { }
        await OAuthConnection.EventuallyAsync(async () => await connection.StatusAsync() == "Deauthorized");
        using var browser = new OAuthBrowser(App);

        var away = await browser.Link.OpenAsync(
            $"/companies/{connection.Connection.CompanyId}/connections/{connection.Connection.Id}/start"
        );
        var back = await browser.AuthorizeAsync(away.LeftFor.ShouldNotBeNull(), "one");
        var page = await browser.ReturnAsync(back);

        page.Text.ShouldContain("is connected");
        (await connection.StatusAsync()).ShouldBe("Linked");
        await connection.ShouldWorkAsync();
    }

    [Fact]
    public async Task Unlinking_erases_here_at_once_and_revokes_at_the_source_until_it_is_done()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        var grant = await connection.GrantIdAsync();

        using var unlinked = await App.PatchAsync(connection.Connection);

        await unlinked.ShouldBeOkAsync();
        (await CountAsync<Grant>(g => g.Id == grant)).ShouldBe(0);
        (await CountAsync<Credentials>(c => c.ConnectionId == connection.Connection.Id)).ShouldBe(0);
        await OAuthConnection.EventuallyAsync(async () => (await server.Provider.StatsAsync()).Revocations == 1);
        await OAuthConnection.EventuallyAsync(async () =>
            await CountAsync<PendingRevocation>(r => r.ConnectionId == connection.Connection.Id) == 0
        );
        using var browser = new OAuthBrowser(App);
        var away = await browser.Link.OpenAsync(
            $"/companies/{connection.Connection.CompanyId}/connections/{connection.Connection.Id}/start"
        );
        var back = await browser.AuthorizeAsync(away.LeftFor.ShouldNotBeNull(), "one");
        (await browser.ReturnAsync(back)).Text.ShouldContain("is connected");
        (await connection.StatusAsync()).ShouldBe("Linked");
    }

    [Fact]
    public async Task Deleting_a_company_revokes_what_its_connections_had()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");

        using var deleted = await App.Client.DeleteAsync($"/companies/{connection.Connection.CompanyId}");

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await OAuthConnection.EventuallyAsync(async () => (await server.Provider.StatsAsync()).Revocations == 1);
    }

    [Fact]
    public async Task One_authorization_serves_several_connections_and_ends_with_the_last()
    {
        await server.ReadyAsync();
        var minted = (await server.Provider.MintAsync(1, "several")).Single();
        var north = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        var south = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        foreach (var (connection, organisation) in new[] { (north, "north"), (south, "south") })
        {
            using var response = await App.AuthorizeAsync(
                connection,
                new { refreshToken = minted.RefreshToken, companyId = organisation }
            );
            await response.ShouldBeOkAsync();
        }

        // A refresh token that was put twice is one grant, and was redeemed once.
        (await server.Provider.StatsAsync()).Redemptions.ShouldBe(1);
        (await App.GetJsonAsync($"{north.Path}/authorization")).GetProperty("connectionsOnIt").GetInt32().ShouldBe(2);
        server.Expire();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => App.Client.GetAsync($"{(i % 2 == 0 ? north : south).Path}/options/customers"))
        );
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var stats = await server.Provider.StatsAsync();
        (stats.Redemptions, stats.Families).ShouldBe((2, 0));

        using var first = await App.PatchAsync(north);
        await first.ShouldBeOkAsync();
        using var stillWorks = await App.Client.GetAsync($"{south.Path}/options/customers");
        await stillWorks.ShouldBeOkAsync();
        (await server.Provider.StatsAsync()).Revocations.ShouldBe(0);
        using var last = await App.PatchAsync(south);
        await last.ShouldBeOkAsync();
        await OAuthConnection.EventuallyAsync(async () => (await server.Provider.StatsAsync()).Revocations == 1);
    }

    [Fact]
    public async Task Tokens_that_were_got_elsewhere_are_tried_and_start_no_sync()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");

        // Another test's call may still be under way.
        (await server.Provider.StatsAsync()).ApiCalls.ShouldBeGreaterThan(0);
        (await connection.StatusAsync()).ShouldBe("Linked");
        var history = await App.GetJsonAsync($"/companies/{connection.Connection.CompanyId}/data/history");
        history.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_tokens_are_refused_and_change_nothing()
    {
        var connection = await (await server.ReadyAsync()).HasConnectionAsync(account: "one");
        var other = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);

        using var wrong = await App.AuthorizeAsync(other, new { refreshToken = "made-up" });
        using var empty = await App.AuthorizeAsync(other, new { });
        using var unknown = await App.AuthorizeAsync(other, new { refreshToken = "x", realm = "y" });
        using var another = await App.AuthorizeAsync(
            connection.Connection,
            new { refreshToken = (await server.Provider.MintAsync(1, "two"))[0].RefreshToken }
        );

        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "invalid_grant");
        await empty.ShouldNameAsync("refreshToken");
        await unknown.ShouldNameAsync("realm");
        await another.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "another organisation");
        (await App.StatusOfAsync(other)).ShouldBe("PendingAuth");
        await connection.ShouldWorkAsync();
    }

    [Fact]
    public async Task A_firms_own_client_id_and_secret_open_its_books()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeMachine.Key);

        using var wrong = await App.AuthorizeAsync(connection, new { clientId = "machine", clientSecret = "guess" });
        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "refuses the client id or the secret");
        using var right = await App.AuthorizeAsync(
            connection,
            new { clientId = "machine", clientSecret = "the-secret-of-a-machine" }
        );
        await right.ShouldBeOkAsync();
        server.Expire();
        using var used = await App.Client.GetAsync($"{connection.Path}/options/customers");

        await used.ShouldBeOkAsync();
    }

    [Fact]
    public async Task What_no_connection_came_to_use_is_dropped()
    {
        await server.ReadyAsync();
        var connection = await App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        using var browser = new OAuthBrowser(App);
        (await browser.ConnectAsync(connection, "several")).Text.ShouldContain("Which company?");
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var way = await db.Set<AuthorizationState>().SingleAsync(s => s.ConnectionId == connection.Id);
        var staged = await db.Set<Grant>().AsNoTracking().SingleAsync(g => g.Id == way.Grant);
        staged.StagedUntil.ShouldNotBeNull();

        server.Clock.Advance(TimeSpan.FromHours(2));
        await scope
            .ServiceProvider.GetRequiredService<GrantTending>()
            .RunAsync(new TendGrant(staged.Id, staged.TendToken), CancellationToken.None);

        (await CountAsync<Grant>(g => g.Id == staged.Id)).ShouldBe(0);
        await OAuthConnection.EventuallyAsync(async () => (await server.Provider.StatsAsync()).Revocations == 1);
    }

    private async Task<int> CountAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CausewayDb>().Set<T>().CountAsync(which);
    }
}

using System.Net;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.Providers;

/// <summary>Xero through the whole server: one authorization for several organisations.</summary>
[Collection(nameof(ProvidersServer))]
public sealed class XeroProviderTests(ProvidersServer server)
{
    private const string Xero = "gbol";

    private CausewayApp App => server.App;

    [Fact]
    public async Task Of_several_organisations_one_is_chosen_read_and_at_last_disconnected()
    {
        server.Xero.Tenants["chooser"] = ["hill", "vale"];
        var connection = await App.HasConnectionAsync(linked: false, platformKey: Xero);
        using var browser = new OAuthBrowser(App);

        var choice = await browser.ConnectAsync(connection, "chooser");
        choice.Text.ShouldContain("Which company?");
        choice.Text.ShouldContain("hill Ltd");
        choice.Text.ShouldNotContain("practice");
        var done = await browser.Link.SubmitAsync(choice, "/organisation", new() { ["organisation"] = "vale" });

        done.Text.ShouldContain("is connected");
        await App.EventuallyAsync(
            $"/companies/{connection.CompanyId}/dataStatus",
            all => all.GetProperty("company").GetProperty("currentStatus").GetString() is "Complete"
        );
        var info = await App.GetJsonAsync($"/companies/{connection.CompanyId}/data/info");
        info.GetProperty("companyName").GetString().ShouldBe("vale Ltd");
        server.XeroIdentity.Arrivals.Last()["scope"].ToString().ShouldBe("offline_access accounting.settings.read");

        using var unlinked = await App.PatchAsync(connection);
        await unlinked.ShouldBeOkAsync();
        await OAuthConnection.EventuallyAsync(() => Task.FromResult(server.Xero.Ended.Contains("cvale")));
        server.Xero.Tenants["chooser"].ShouldBe(["hill"]);
    }

    [Fact]
    public async Task Another_users_organisation_does_not_take_the_place_of_the_first()
    {
        server.Xero.Tenants["first"] = ["mill"];
        server.Xero.Tenants["second"] = ["dale"];
        var connection = await App.HasConnectionAsync(linked: false, platformKey: Xero);
        using var browser = new OAuthBrowser(App);
        await browser.ConnectAsync(connection, "first");

        var refused = await browser.ConnectAsync(connection, "second", HttpStatusCode.Conflict);
        var again = await browser.ConnectAsync(connection, "first");

        refused.Text.ShouldContain("This connection is for mill Ltd, and you have just opened dale Ltd");
        again.Text.ShouldContain("is connected");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        // Reconnecting to the same ends nothing at Xero.
        server.Xero.Ended.ShouldNotContain("cmill");
    }

    [Fact]
    public async Task An_organisation_that_another_connection_reads_stays_connected_at_Xero()
    {
        server.Xero.Tenants["shared"] = ["moor"];
        var (access, refresh) = server.XeroIdentity.Mint("shared");
        var one = await App.HasConnectionAsync(linked: false, platformKey: Xero);
        var other = await App.HasConnectionAsync(linked: false, platformKey: Xero);
        foreach (var connection in new[] { one, other })
        {
            using var put = await App.AuthorizeAsync(
                connection,
                new
                {
                    accessToken = access,
                    refreshToken = refresh,
                    expiresIn = "1800",
                    companyId = "moor",
                }
            );
            await put.ShouldBeOkAsync();
        }

        using var first = await App.PatchAsync(one);
        await first.ShouldBeOkAsync();
        using var queued = await App.Client.PostAsync($"/companies/{other.CompanyId}/data/all", null);
        await App.EventuallyAsync(
            $"/companies/{other.CompanyId}/dataStatus",
            all => all.GetProperty("company").GetProperty("currentStatus").GetString() is "Complete"
        );
        server.Xero.Ended.ShouldNotContain("cmoor");

        using var last = await App.PatchAsync(other);
        await last.ShouldBeOkAsync();
        await OAuthConnection.EventuallyAsync(() => Task.FromResult(server.Xero.Ended.Contains("cmoor")));
    }
}

using System.Net;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.Providers;

/// <summary>QuickBooks Online through the whole server: the company that the callback names.</summary>
[Collection(nameof(ProvidersServer))]
public sealed class QuickBooksProviderTests(ProvidersServer server)
{
    private const string QuickBooks = "ndsk";

    private CausewayApp App => server.App;

    [Fact]
    public async Task The_company_of_the_callback_is_read_and_access_to_it_revoked_at_last()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: QuickBooks);
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection, "owner");

        page.Text.ShouldContain("is connected");
        await App.EventuallyAsync(
            $"/companies/{connection.CompanyId}/dataStatus",
            all => all.GetProperty("company").GetProperty("currentStatus").GetString() is "Complete"
        );
        var info = await App.GetJsonAsync($"/companies/{connection.CompanyId}/data/info");
        info.GetProperty("accountingPlatformRef").GetString().ShouldBe(server.Realm("owner"));
        // Intuit says so when it is asked.
        var held = await App.GetJsonAsync($"{connection.Path}/authorization");
        var now = server.Clock.GetUtcNow().UtcDateTime;
        (held.GetProperty("expiresOnUtc").GetDateTime() - now).TotalSeconds.ShouldBe(156032154, tolerance: 60);
        (held.GetProperty("diesUnusedOnUtc").GetDateTime() - now).TotalSeconds.ShouldBe(8726400, tolerance: 60);

        using var unlinked = await App.PatchAsync(connection);
        await unlinked.ShouldBeOkAsync();
        await OAuthConnection.EventuallyAsync(() =>
            Task.FromResult(server.Revoked.Any(t => t.StartsWith("refresh-token-of-owner-", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task A_callback_that_names_no_company_is_refused()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: QuickBooks);
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection, "nameless", HttpStatusCode.UnprocessableEntity);

        page.Text.ShouldContain("realmId is missing");
        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
    }

    [Fact]
    public async Task Another_company_does_not_take_the_place_of_the_first()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: QuickBooks);
        using var browser = new OAuthBrowser(App);
        await browser.ConnectAsync(connection, "first");

        var refused = await browser.ConnectAsync(connection, "second", HttpStatusCode.Conflict);

        refused.Text.ShouldContain("This connection is for Books");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task Tokens_of_another_platform_are_taken_over_with_their_company()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: QuickBooks);
        var (_, refresh) = server.QuickBooksIdentity.Mint("mover");
        var (_, other) = server.QuickBooksIdentity.Mint("other");

        using var nameless = await App.AuthorizeAsync(connection, new { refreshToken = refresh });
        using var mixed = await App.AuthorizeAsync(
            connection,
            new { refreshToken = other, realmId = server.Realm("mover") }
        );
        using var right = await App.AuthorizeAsync(
            connection,
            new { refreshToken = refresh, realmId = server.Realm("mover") }
        );

        await nameless.ShouldNameAsync("realmId");
        await mixed.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "does not open the company");
        await right.ShouldBeOkAsync();
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
    }
}

using System.Net;
using System.Net.Http.Json;
using Causeway.Connectors.Tests.Stripe;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.Providers;

/// <summary>Stripe through the whole server: by key and by Connect.</summary>
[Collection(nameof(ProvidersServer))]
public sealed class StripeProviderTests(ProvidersServer server)
{
    private const string Stripe = "yzth";

    private CausewayApp App => server.App;

    [Fact]
    public async Task A_restricted_key_is_tried_and_everything_is_read_with_it()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: Stripe);
        var before = server.Deauthorized.Count;

        using var wrong = await App.AuthorizeAsync(connection, new { apiKey = "rk_test_somebodyElses" });
        using var live = await App.AuthorizeAsync(connection, new { apiKey = "rk_live_aShopsOwnKey0123" });
        using var right = await App.AuthorizeAsync(connection, new { apiKey = StripeServer.Key });
        using var queued = await App.Client.PostAsync($"/companies/{connection.CompanyId}/data/all", null);

        await wrong.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "does not accept this authorization");
        await live.ShouldNameAsync("apiKey");
        var linked = await right.ShouldBeOkAsync();
        linked.GetProperty("status").GetString().ShouldBe("Linked");
        linked.GetProperty("connectionInfo").GetProperty("account").GetString().ShouldStartWith("acct_");
        queued.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await App.EventuallyAsync(
            $"/companies/{connection.CompanyId}/dataStatus",
            all => all.EnumerateObject().Count(s => StatusOf(s.Value) is "Complete") == 10
        );
        (await TotalAsync(connection, "commerce-customers")).ShouldBe(46);
        (await TotalAsync(connection, "commerce-orders")).ShouldBe(11 + 8);
        (await TotalAsync(connection, "commerce-disputes")).ShouldBe(8);
        var info = await App.GetJsonAsync($"{connection.Path}/data/commerce-info");
        info.GetProperty("companyName").GetString().ShouldBe("Otter & Sons");

        await ReadChangesAsync(connection);

        // The key is the user's own, to be deleted at Stripe.
        using var unlinked = await App.PatchAsync(connection);
        await unlinked.ShouldBeOkAsync();
        server.Deauthorized.Count.ShouldBe(before);
    }

    private async Task ReadChangesAsync(TestConnection connection)
    {
        var shop = server.Stripe.Shop;
        shop.ById["cus_00005"]["name"] = "Renamed";
        shop.Happened("customer.updated", shop.ById["cus_00005"]);
        var gone = shop.ById["cus_00007"];
        shop.Delete("/v1/customers", "cus_00007", leavesTombstone: true);
        shop.Happened("customer.deleted", gone);
        var before = server.Stripe.Calls.Count;

        using var queued = await App.Client.PostAsync(
            $"/companies/{connection.CompanyId}/data/queue/commerce-customers?connectionId={connection.Id}",
            null
        );

        await queued.ShouldBeOkAsync();
        await App.EventuallyAsync(
            $"{connection.Path}/data/commerce-customers/cus_00005",
            customer => customer.GetProperty("customerName").GetString() is "Renamed"
        );
        (await TotalAsync(connection, "commerce-customers")).ShouldBe(45);
        var calls = server.Stripe.Calls.Skip(before).ToList();
        // Another test's sync may still be under way.
        calls.ShouldContain(c => c.StartsWith("/v1/customers?") && c.Contains("created[gte]"));
        calls.ShouldContain(c => c.StartsWith("/v1/events?") && c.Contains("customer.updated"));
        calls.ShouldContain("/v1/customers/cus_00005");
    }

    [Fact]
    public async Task Connect_opens_the_account_and_unlinking_disconnects_it()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: Stripe);
        using var browser = new OAuthBrowser(App);

        var page = await browser.ConnectAsync(connection, "otter");

        page.Text.ShouldContain("is connected");
        var arrival = server.StripeIdentity.Arrivals.Last();
        (arrival["scope"].ToString(), arrival["client_id"].ToString()).ShouldBe(
            ("read_only", ProviderIdentity.ClientId)
        );
        arrival.ContainsKey("code_challenge").ShouldBeFalse();
        // Stripe's tokens do not expire, so that nothing is redeemed.
        var held = await App.GetJsonAsync($"{connection.Path}/authorization");
        held.GetProperty("accessTokenExpiresOnUtc").GetDateTime().ShouldBeGreaterThan(new DateTime(2030, 1, 1));
        using var unlinked = await App.PatchAsync(connection);
        await unlinked.ShouldBeOkAsync();
        var account = server.Stripe.Shop.Account["id"]!.GetValue<string>();
        await OAuthConnection.EventuallyAsync(() => Task.FromResult(server.Deauthorized.Contains(account)));
    }

    [Fact]
    public async Task Access_that_the_user_took_back_at_Stripe_deauthorizes()
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: Stripe);
        var (access, refresh) = server.StripeIdentity.Mint("leaver");
        using var put = await App.AuthorizeAsync(connection, new { accessToken = access, refreshToken = refresh });
        await put.ShouldBeOkAsync();

        server.Stripe.Tokens.TryRemove(access, out _);
        server.StripeIdentity.End("leaver");
        using var queued = await App.Client.PostAsync(
            $"/companies/{connection.CompanyId}/data/queue/commerce-customers?connectionId={connection.Id}",
            null
        );

        await queued.ShouldBeOkAsync();
        await OAuthConnection.EventuallyAsync(async () => await App.StatusOfAsync(connection) == "Deauthorized");
    }

    private static string? StatusOf(System.Text.Json.JsonElement status) =>
        status.TryGetProperty("currentStatus", out var current) ? current.GetString() : null;

    private async Task<int> TotalAsync(TestConnection connection, string type) =>
        (await App.GetJsonAsync($"{connection.Path}/data/{type}")).GetProperty("totalResults").GetInt32();
}

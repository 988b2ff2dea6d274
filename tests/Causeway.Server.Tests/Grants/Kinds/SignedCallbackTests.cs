using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Link;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>A source that has its user name a shop, and signs its callback: as Shopify does it.</summary>
[Collection(nameof(KindsServer))]
public sealed class SignedCallbackTests(KindsServer server)
{
    private const string Shop = "elm.shops.example";

    private CausewayApp App => server.App;

    [Fact]
    public async Task A_signed_callback_of_the_shop_that_was_named_links_it()
    {
        using var browser = new LinkBrowser(App);
        var (connection, away) = await LeaveAsync(browser, Shop);
        away.GetLeftPart(UriPartial.Path).ShouldBe($"https://{Shop}/admin/oauth/authorize");
        var sent = HttpUtility.ParseQueryString(away.Query);
        sent["scope"].ShouldBe("read_orders,read_products");
        sent["code_challenge"].ShouldBeNull();

        var page = await browser.OpenAsync(Signed(Callback(sent["state"]!, Shop)));

        page.Text.ShouldContain("is connected");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        var redeemed = server.Source.Redeemed.Last();
        redeemed["path"].ShouldBe($"/shops/{Shop}/token");
        (redeemed["client_id"], redeemed["client_secret"]).ShouldBe((KindsServer.ClientId, KindsServer.ClientSecret));
        (await server.ShouldWorkAsync(connection))["Authorization"].ShouldStartWith("Bearer access-of-the-kinds-");
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("added to")]
    [InlineData("signed by another")]
    [InlineData("not signed")]
    [InlineData("signed with nothing")]
    public async Task A_callback_whose_signature_is_not_the_sources_is_refused(string how)
    {
        using var browser = new LinkBrowser(App);
        var (connection, away) = await LeaveAsync(browser, Shop);
        var callback = Callback(HttpUtility.ParseQueryString(away.Query)["state"]!, Shop);
        var before = server.Source.Redeemed.Count;

        await browser.OpenAsync(
            how switch
            {
                "altered" => Signed(callback).Replace("code=c-1", "code=c-2", StringComparison.Ordinal),
                "added to" => Signed(callback) + "&more=1",
                "signed by another" => Signed(callback, "another-secret"),
                "not signed" => Address(callback),
                _ => Address(callback) + "&hmac=",
            },
            HttpStatusCode.BadRequest
        );

        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        server.Source.Redeemed.Count.ShouldBe(before);
        await ShouldBeRecordedAsync(connection, "it is not the source");
    }

    [Fact]
    public async Task A_signed_callback_of_another_shop_than_the_one_that_was_named_is_refused()
    {
        using var browser = new LinkBrowser(App);
        var (connection, away) = await LeaveAsync(browser, Shop);
        var state = HttpUtility.ParseQueryString(away.Query)["state"]!;
        var before = server.Source.Redeemed.Count;

        await browser.OpenAsync(Signed(Callback(state, "ash.shops.example")), HttpStatusCode.BadRequest);

        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        server.Source.Redeemed.Count.ShouldBe(before);
        await ShouldBeRecordedAsync(connection, "another source than the one that was left for");
    }

    [Fact]
    public async Task The_link_of_a_deauthorized_shop_goes_straight_to_it_without_asking_for_its_name_again()
    {
        using var browser = new LinkBrowser(App);
        var (connection, away) = await LeaveAsync(browser, Shop);
        await browser.OpenAsync(Signed(Callback(HttpUtility.ParseQueryString(away.Query)["state"]!, Shop)));
        var call = await server.ShouldWorkAsync(connection);
        server.Source.Close("Authorization", call["Authorization"]);
        server.Source.Fail(400, error: "invalid_grant");
        server.Clock.Advance(TimeSpan.FromHours(2));
        (await server.UseAsync(connection)).Dispose();
        await OAuthConnection.EventuallyAsync(async () => await App.StatusOfAsync(connection) == "Deauthorized");

        var straight = await browser.OpenAsync($"/companies/{connection.CompanyId}/connections/{connection.Id}/start");
        var to = straight.LeftFor.ShouldNotBeNull();
        var page = await browser.OpenAsync(Signed(Callback(HttpUtility.ParseQueryString(to.Query)["state"]!, Shop)));

        to.GetLeftPart(UriPartial.Path).ShouldBe($"https://{Shop}/admin/oauth/authorize");
        page.Text.ShouldContain("is connected");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        await server.ShouldWorkAsync(connection);
    }

    [Theory]
    [InlineData("elm.shops.example.evil.example")]
    [InlineData("evil.example/elm.shops.example")]
    [InlineData("elm.shops.example#")]
    public async Task A_shop_that_would_lead_elsewhere_is_not_gone_to(string shop)
    {
        using var browser = new LinkBrowser(App);
        var connection = await App.HasConnectionAsync(linked: false, platformKey: ShopKind.Key);
        var form = await FormAsync(browser, connection);

        var refused = await browser.SubmitAsync(
            form,
            "/authorize",
            new() { ["shop"] = shop },
            HttpStatusCode.UnprocessableEntity
        );

        refused.LeftFor.ShouldBeNull();
    }

    private async Task<(TestConnection Connection, Uri Away)> LeaveAsync(LinkBrowser browser, string shop)
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: ShopKind.Key);
        var form = await FormAsync(browser, connection);
        var left = await browser.SubmitAsync(form, "/authorize", new() { ["shop"] = shop });
        return (connection, left.LeftFor.ShouldNotBeNull());
    }

    private static async Task<LinkView> FormAsync(LinkBrowser browser, TestConnection connection)
    {
        var consent = await browser.OpenAsync($"/companies/{connection.CompanyId}/connections/{connection.Id}/start");
        return await browser.SubmitAsync(consent, "/consent");
    }

    private static Dictionary<string, string> Callback(string state, string shop) =>
        new()
        {
            ["code"] = "c-1",
            ["shop"] = shop,
            ["state"] = state,
            ["timestamp"] = "1790000000",
            ["host"] = "YWRtaW4uc2hvcHMuZXhhbXBsZS9lbG0",
        };

    // As Shopify's documents say it: the parameters in the order of their names, HMAC-SHA256 with the secret of the application, in hexadecimal.
    private static string Signed(Dictionary<string, string> callback, string secret = KindsServer.ClientSecret)
    {
        var message = string.Join(
            '&',
            callback.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")
        );
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message));
        return $"{Address(callback)}&hmac={Convert.ToHexStringLower(signature)}";
    }

    private static string Address(Dictionary<string, string> callback) =>
        $"/link/callback/{ShopKind.Key}?"
        + string.Join('&', callback.Select(c => $"{c.Key}={Uri.EscapeDataString(c.Value)}"));

    private async Task ShouldBeRecordedAsync(TestConnection connection, string words) =>
        (await App.GetJsonAsync($"{connection.Path}/events")).ToString().ShouldContain(words);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Link.Embedded;

/// <summary>The window in which a user whom a component sends to a source goes there and comes back.</summary>
[Collection(nameof(OAuthServer))]
public sealed partial class EmbeddedWindowTests(OAuthServer server) : IAsyncLifetime
{
    private readonly OAuthBrowser browser = new(server.App);
    private TestConnection connection = null!;
    private HttpClient component = null!;

    private string Path => $"/embedded/connections/{connection.Id}";

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        connection = await server.App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        component = await server.App.ComponentAsync(connection.CompanyId);
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        component.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task From_the_components_page_the_user_goes_straight_to_the_source_and_comes_back_connected()
    {
        var way = await LeaveAsync();
        (await GetAsync()).GetProperty("status").GetString().ShouldBe("PendingAuth");

        var address = await PostTicketAsync(way, EmbeddedDomain.Origin);
        var end = await browser.ReturnAsync(await browser.AuthorizeAsync(address!, "anna"));

        end.Text.ShouldContain("You can close this window");
        end.Page.QuerySelector("script[src='/sdk/window.js']").ShouldNotBeNull();
        end.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        end.Response.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["unsafe-none"]);
        (await GetAsync()).GetProperty("status").GetString().ShouldBe("Linked");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    public async Task From_anywhere_else_the_user_is_asked_first(string? origin)
    {
        var way = await LeaveAsync();
        using var message = Ticket(way, origin);
        using var response = await server.App.ClientWithout().SendAsync(message);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Refresh").ShouldBeFalse();
        response.Headers.Contains("Set-Cookie").ShouldBe(true, "only that of the form");
        string.Join(' ', response.Headers.GetValues("Set-Cookie")).ShouldNotContain("causeway-authorize");
        var asked = await browser.Link.OpenAsync($"{AddressOf(way)}?ticket={Uri.EscapeDataString(TicketOf(way))}");
        asked.Text.ShouldContain("Example Company");
        asked.Text.ShouldContain("Go on only if");

        var form = asked.Form("/link/embedded/confirm");
        using var confirmed = await browser.Link.SendAsync(form.Address, form.Values([]));
        await browser.ReturnAsync(await browser.AuthorizeAsync(Refreshed(confirmed)!, "bert"));

        (await GetAsync()).GetProperty("status").GetString().ShouldBe("Linked");
    }

    [Fact]
    public async Task A_user_who_leaves_the_page_is_taken_back_to_it()
    {
        const string page = $"{EmbeddedDomain.Origin}/onboarding?step=3";
        var way = await LeaveAsync(page);

        var address = await PostTicketAsync(way, EmbeddedDomain.Origin);
        var back = await browser.ReturnAsync(await browser.AuthorizeAsync(address!, "carl"));

        back.LeftFor.ShouldBe(new Uri(page));
        (await GetAsync()).GetProperty("status").GetString().ShouldBe("Linked");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://app.client.example.evil.example/")]
    [InlineData("https://app.client.example@evil.example/")]
    [InlineData("http://app.client.example/")]
    [InlineData("//app.client.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_taken_back_to_another_site(string returnTo)
    {
        using var response = await component.PostAsJsonAsync(
            $"{Path}/leave",
            new { consent = await ConsentAsync(), returnTo }
        );

        await response.ShouldNameAsync("returnTo");
    }

    [Fact]
    public async Task Who_says_no_at_the_source_is_told_so_in_the_window_and_on_the_page()
    {
        var way = await LeaveAsync();
        var address = await PostTicketAsync(way, EmbeddedDomain.Origin);

        var end = await browser.ReturnAsync(await browser.AuthorizeAsync(address!, "deny"));

        end.Text.ShouldContain("You can close this window");
        end.Page.QuerySelector("script").ShouldBeNull();
        var now = await GetAsync();
        now.GetProperty("status").GetString().ShouldBe("PendingAuth");
        now.GetProperty("problem").GetProperty("statusCode").GetInt32().ShouldBe(403);
        now.GetProperty("problem")
            .GetProperty("on")
            .GetDateTimeOffset()
            .ShouldBeGreaterThanOrEqualTo(way.GetProperty("startedOn").GetDateTimeOffset());
    }

    [Fact]
    public async Task Of_several_organisations_the_user_chooses_one_in_the_window()
    {
        var address = await PostTicketAsync(await LeaveAsync(), EmbeddedDomain.Origin);

        var choice = await browser.ReturnAsync(await browser.AuthorizeAsync(address!, "several"));
        var end = await browser.Link.SubmitAsync(choice, "/organisation", new() { ["organisation"] = "south" });

        end.Text.ShouldContain("You can close this window");
        (await GetAsync()).GetProperty("organisation").GetString().ShouldBe("South Ltd");
    }

    [Fact]
    public async Task Another_browser_that_brings_the_way_back_is_refused()
    {
        var address = await PostTicketAsync(await LeaveAsync(), EmbeddedDomain.Origin);
        var callback = await browser.AuthorizeAsync(address!, "dora");
        using var another = new OAuthBrowser(server.App);

        await another.ReturnAsync(callback, HttpStatusCode.BadRequest);

        (await GetAsync()).GetProperty("status").GetString().ShouldBe("PendingAuth");
    }

    [Fact]
    public async Task A_way_of_links_pages_and_one_of_a_component_go_side_by_side_in_one_browser()
    {
        var hosted = await server.App.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        var first = await browser.LeaveAsync(hosted);
        var second = await PostTicketAsync(await LeaveAsync(), EmbeddedDomain.Origin);

        await browser.ReturnAsync(await browser.AuthorizeAsync(first, "emil"));
        await browser.ReturnAsync(await browser.AuthorizeAsync(second!, "emil"));

        (await server.App.StatusOfAsync(hosted)).ShouldBe("Linked");
        (await server.App.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task A_ticket_that_is_made_up_or_too_old_leads_nowhere()
    {
        var way = await LeaveAsync();
        foreach (var ticket in new[] { "", "x", TicketOf(way)[..^2], new string('A', 40_000) })
        {
            await browser.Link.OpenAsync(
                $"/link/embedded/leave?ticket={ticket[..Math.Min(ticket.Length, 5_000)]}",
                HttpStatusCode.NotFound
            );
        }

        server.Clock.Advance(TimeSpan.FromMinutes(11));
        using var late = await server.App.ClientWithout().SendAsync(Ticket(way, EmbeddedDomain.Origin));
        late.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> ConsentAsync()
    {
        using var response = await component.PostAsync($"{Path}/consent", null);
        return (await response.ShouldBeOkAsync()).GetProperty("consent").GetString()!;
    }

    private async Task<JsonElement> LeaveAsync(string? returnTo = null)
    {
        using var response = await component.PostAsJsonAsync(
            $"{Path}/leave",
            new { consent = await ConsentAsync(), returnTo }
        );
        return await response.ShouldBeOkAsync();
    }

    private async Task<JsonElement> GetAsync()
    {
        using var response = await component.GetAsync(Path);
        return await response.ShouldBeOkAsync();
    }

    private async Task<Uri?> PostTicketAsync(JsonElement way, string origin)
    {
        using var response = await browser.Link.SendAsync(Ticket(way, origin));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return Refreshed(response);
    }

    private static HttpRequestMessage Ticket(JsonElement way, string? origin)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, AddressOf(way))
        {
            Content = new FormUrlEncodedContent([new("ticket", TicketOf(way))]),
        };
        message.Headers.TryAddWithoutValidation("Origin", origin);
        return message;
    }

    private static string AddressOf(JsonElement way) => new Uri(way.GetProperty("address").GetString()!).AbsolutePath;

    private static string TicketOf(JsonElement way) => way.GetProperty("ticket").GetString()!;

    private static Uri? Refreshed(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Refresh", out var values)
        && Target().Match(values.Single()) is { Success: true } found
            ? new Uri(found.Groups["address"].Value)
            : null;

    [GeneratedRegex("^0;url=(?<address>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Target();
}

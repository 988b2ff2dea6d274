using System.Net;
using System.Security.Cryptography;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Server.Tests.Portal;

public class SignInTests(CausewayApp app)
{
    [Fact]
    public async Task The_first_administrator_is_set_up_by_a_link_that_opens_once_and_for_a_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var fresh = await CausewayApp.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        using var visitor = new PortalVisitor(fresh);
        var old = await LinkAsync(fresh);
        clock.Advance(TimeSpan.FromHours(25));
        var link = await LinkAsync(fresh);
        var other = await LinkAsync(fresh);

        var tooOld = await visitor.OpenAsync(old!);
        using var weak = await AcceptAsync(visitor, link!, "short");
        using var accepted = await AcceptAsync(visitor, link!, PortalVisitor.Password);
        var used = await visitor.OpenAsync(link!);
        var others = await visitor.OpenAsync(other!);
        var home = await visitor.OpenAsync("/portal");

        tooOld.QuerySelector("h1")!.TextContent.ShouldBe("This link is used up");
        weak.StatusCode.ShouldBe(HttpStatusCode.OK);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        used.QuerySelector("h1")!.TextContent.ShouldBe("This link is used up");
        others.QuerySelector("h1")!.TextContent.ShouldBe("This link is used up");
        home.QuerySelector(".cw-menu-head")!.TextContent.ShouldContain("Administrator");
        (await LinkAsync(fresh)).ShouldBeNull("There is a user now.");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_nobody_learns_who_has_one()
    {
        var user = await PortalVisitor.HasUserAsync(app, PortalRole.Analyst);
        using var visitor = new PortalVisitor(app);

        var wrong = await ErrorAsync(await visitor.SignInAsync(user.Email!, "not the pass phrase"));
        var unknown = await ErrorAsync(await visitor.SignInAsync("nobody@example.com", "not the pass phrase"));
        for (var i = 0; i < 4; i++)
        {
            using var _ = await visitor.SignInAsync(user.Email!, "not the pass phrase");
        }

        var locked = await ErrorAsync(await visitor.SignInAsync(user.Email!));

        unknown.ShouldBe(wrong);
        locked.ShouldContain("five minutes");
    }

    [Fact]
    public async Task A_form_that_is_not_ours_signs_nobody_in_or_out()
    {
        var (visitor, user) = await PortalVisitor.SignedInAsync(app, PortalRole.Analyst);
        using var _ = visitor;
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["Form.Email"] = user.Email!,
                ["Form.Password"] = PortalVisitor.Password,
            }
        );

        using var signIn = await visitor.Client.PostAsync("/portal/sign-in", content);
        using var nothing = new FormUrlEncodedContent([]);
        using var signOut = await visitor.Client.PostAsync("/portal/sign-out", nothing);

        signIn.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        signOut.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await visitor.OpenAsync("/portal/companies");
    }

    [Theory]
    [InlineData("/portal/companies?q=a", "/portal/companies?q=a")]
    [InlineData("https://evil.example/", "/portal")]
    [InlineData("//evil.example/", "/portal")]
    [InlineData("/portal/\\evil.example", "/portal")]
    [InlineData("/portals", "/portal")]
    public async Task After_the_sign_in_one_is_where_one_wanted_to_go_but_never_elsewhere(string wanted, string led)
    {
        var user = await PortalVisitor.HasUserAsync(app, PortalRole.Analyst);
        using var visitor = new PortalVisitor(app);

        using var answer = await visitor.SignInAsync(user.Email!, query: $"?returnUrl={Uri.EscapeDataString(wanted)}");

        new Uri(visitor.Client.BaseAddress!, answer.Headers.Location!).PathAndQuery.ShouldBe(led);
    }

    [Fact]
    public async Task The_code_of_the_authenticator_app_is_asked_for_and_a_recovery_code_works_once()
    {
        var (visitor, user) = await PortalVisitor.SignedInAsync(app, PortalRole.Developer);
        using var _ = visitor;
        var page = await visitor.OpenAsync("/portal/account");
        var key = page.QuerySelectorAll("form code").Single().TextContent.Replace(" ", "", StringComparison.Ordinal);
        using var on = await visitor.SubmitAsync(
            "/portal/account",
            "on",
            new() { ["Form.Code"] = await CodeAsync(key) }
        );
        var answer = await PortalVisitor.ParseAsync(await on.Content.ReadAsStringAsync());
        var codes = answer.QuerySelectorAll(".cw-code div").Select(c => c.TextContent).ToList();

        codes.Count.ShouldBe(10, $"{on.StatusCode} {on.Headers.Location} {key} " + answer.Body!.TextContent);
        using var other = new PortalVisitor(app);
        using var password = await other.SignInAsync(user.Email!);
        using var notYet = await other.Client.GetAsync("/portal/companies");
        using var wrong = await EnterAsync(other, "?recovery=true", "no-such-code");
        using var first = await EnterAsync(other, "?recovery=true", codes[0]);
        await other.OpenAsync("/portal/companies");
        using var third = new PortalVisitor(app);
        using var passwordAgain = await third.SignInAsync(user.Email!);
        using var again = await EnterAsync(third, "?recovery=true", codes[0]);

        password.Headers.Location!.ToString().ShouldContain("sign-in/code");
        notYet.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, "It was used.");
        await ShouldBeSealedAsync(user, key, codes[1]);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_sessions_and_keeps_this_one()
    {
        var (visitor, user) = await PortalVisitor.SignedInAsync(app, PortalRole.Developer);
        using var _ = visitor;
        using var elsewhere = new PortalVisitor(app);
        using var signedIn = await elsewhere.SignInAsync(user.Email!);
        await elsewhere.OpenAsync("/portal/companies");

        using var ended = await visitor.SubmitAsync("/portal/account", "everywhere", []);

        await visitor.OpenAsync("/portal/companies");
        using var signedOut = await elsewhere.Client.GetAsync("/portal/companies");
        signedOut.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Somebody_invited_comes_in_with_the_role_and_the_address_of_the_invitation()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        var address =
            $"{Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(Random.Shared.Next(9000))):N}@example.com";
        var link = await invitations.InviteAsync("New One", address, PortalRole.Onboarding, CancellationToken.None);
        using var visitor = new PortalVisitor(app);

        using var accepted = await visitor.SubmitAsync(
            new Uri(link.Value).AbsolutePath,
            "accept",
            new()
            {
                ["Form.Name"] = "New One",
                ["Form.Email"] = "somebody.else@example.com",
                ["Form.Password"] = PortalVisitor.Password,
            }
        );
        var home = await visitor.OpenAsync("/portal");
        var twice = await invitations.InviteAsync("New One", address, PortalRole.Analyst, CancellationToken.None);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        home.QuerySelector(".cw-menu-head")!.TextContent.ShouldContain(address);
        home.QuerySelector(".cw-menu-head")!.TextContent.ShouldContain("Onboarding");
        (twice.Refusal?.StatusCode).ShouldBe(409);
    }

    private static async Task<string?> LinkAsync(CausewayApp server) =>
        await PortalFeature.SetUpLinkAsync(server.Services, CancellationToken.None) is { } link
            ? new Uri(link).AbsolutePath
            : null;

    private static Task<HttpResponseMessage> AcceptAsync(PortalVisitor visitor, string link, string password) =>
        visitor.SubmitAsync(
            link,
            "accept",
            new()
            {
                ["Form.Name"] = "Ada",
                ["Form.Email"] = "ada@example.com",
                ["Form.Password"] = password,
            }
        );

    private static Task<HttpResponseMessage> EnterAsync(PortalVisitor visitor, string query, string code) =>
        visitor.SubmitAsync($"/portal/sign-in/code{query}", "code", new() { ["Form.Code"] = code });

    private static async Task<string> ErrorAsync(HttpResponseMessage response)
    {
        using var _ = response;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await PortalVisitor.ParseAsync(await response.Content.ReadAsStringAsync());
        return page.QuerySelector("[role=alert]:not([hidden])")!.TextContent;
    }

    // RFC 6238 over the machine's own clock, as the framework has it: near the end of a step, the next is waited for.
    private static async Task<string> CodeAsync(string base32)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        if (now % 30 > 27)
        {
            await Task.Delay(TimeSpan.FromSeconds(4));
            now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        }

        var step = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(now / 30));
#pragma warning disable CA5350 // The algorithm of authenticator apps.
        var hash = HMACSHA1.HashData(FromBase32(base32), step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number =
            ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", null);
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(
            text.Select(c =>
                Convert
                    .ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2)
                    .PadLeft(5, '0')
            )
        );
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private async Task ShouldBeSealedAsync(PortalUser user, params string[] secrets)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var tokens = await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<IdentityUserToken<Guid>>()
            .Where(t => t.UserId == user.Id)
            .Select(t => t.Value)
            .ToListAsync();
        tokens.Count.ShouldBe(2);
        tokens.ShouldAllBe(t => secrets.All(s => !t!.Contains(s, StringComparison.Ordinal)));
    }
}

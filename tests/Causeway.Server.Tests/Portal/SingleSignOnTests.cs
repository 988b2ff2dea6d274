using System.Net;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.SignIn;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

/// <summary>Somebody whom the client's identity provider vouches for.</summary>
public sealed class SingleSignOnTests(SingleSignOnTests.Server server) : IClassFixture<SingleSignOnTests.Server>
{
    private const string Callback = "/portal/sign-in/single-sign-on/callback";

    [Fact]
    public async Task Somebody_new_comes_in_with_the_role_that_the_provider_says_and_changes_with_it()
    {
        using var visitor = new PortalVisitor(server.App);
        var end = await SignInAsync(visitor, ("sub", "ada"), ("email", "ada@id.example"), ("roles", "Analyst"));
        end.ShouldBe("/portal/companies?q=x");
        (await RoleAsync("ada@id.example")).ShouldBe(PortalRole.Analyst);
        (await visitor.OpenAsync("https://localhost/portal")).Body!.TextContent.ShouldContain("Overview");

        using var later = new PortalVisitor(server.App);
        await SignInAsync(
            later,
            ("sub", "ada"),
            ("email", "ada@id.example"),
            ("roles", "Onboarding"),
            ("roles", "Developer")
        );

        (await RoleAsync("ada@id.example")).ShouldBe(PortalRole.Developer);
    }

    [Fact]
    public async Task Who_has_an_account_here_keeps_it_if_the_provider_has_checked_the_address()
    {
        var user = await PortalVisitor.HasUserAsync(server.App, PortalRole.Onboarding);
        using var stranger = new PortalVisitor(server.App);
        using var owner = new PortalVisitor(server.App);

        var refused = await SignInAsync(
            stranger,
            ("sub", $"not {user.Id}"),
            ("email", user.Email!),
            ("roles", "Administrator")
        );
        var taken = await SignInAsync(
            owner,
            ("sub", $"{user.Id}"),
            ("email", user.Email!),
            ("email_verified", "true"),
            ("roles", "Analyst")
        );

        refused.ShouldBe("/portal/sign-in?failure=no-address");
        taken.ShouldBe("/portal/companies?q=x");
        (await RoleAsync(user.Email!)).ShouldBe(PortalRole.Analyst);
    }

    [Theory]
    [InlineData("no-role", "bob@id.example", null)]
    [InlineData("no-role", "bob@id.example", "Visitor")]
    [InlineData("no-role", "bob@id.example", "administrator")]
    [InlineData("no-address", null, "Analyst")]
    public async Task Who_is_not_meant_to_be_here_is_told_why(string reason, string? email, string? role)
    {
        var claims = new List<(string, string)> { ("sub", "bob") };
        if (email is not null)
        {
            claims.Add(("email", email));
        }

        if (role is not null)
        {
            claims.Add(("roles", role));
        }

        using var visitor = new PortalVisitor(server.App);

        (await SignInAsync(visitor, [.. claims])).ShouldBe($"/portal/sign-in?failure={reason}");

        (await visitor.OpenAsync($"https://localhost/portal/sign-in?failure={reason}"))
            .QuerySelector("[role=alert]")
            .ShouldNotBeNull()
            .TextContent.Trim()
            .ShouldNotBeEmpty();
        using var home = await visitor.Client.GetAsync("https://localhost/portal");
        home.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_disabled_user_stays_outside()
    {
        using var visitor = new PortalVisitor(server.App);
        await SignInAsync(visitor, ("sub", "eve"), ("email", "eve@id.example"), ("roles", "Analyst"));
        await using (var scope = server.App.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            var eve = (await users.FindByEmailAsync("eve@id.example")).ShouldNotBeNull();
            eve.IsDisabled = true;
            (await users.UpdateAsync(eve)).Succeeded.ShouldBeTrue();
        }

        using var again = new PortalVisitor(server.App);

        (await SignInAsync(again, ("sub", "eve"), ("email", "eve@id.example"), ("roles", "Analyst"))).ShouldBe(
            "/portal/sign-in?failure=disabled"
        );
    }

    [Fact]
    public async Task Forged_repeated_and_refused_answers_end_on_the_page_for_signing_in()
    {
        using var forged = new PortalVisitor(server.App);
        server.Provider.IsForged = true;
        var (_, forgery) = await BeginAsync(
            forged,
            ("sub", "mallory"),
            ("email", "m@id.example"),
            ("roles", "Administrator")
        );
        var afterForgery = await EndAsync(forged, forgery);
        server.Provider.IsForged = false;

        using var refused = new PortalVisitor(server.App);
        var (_, answer) = await BeginAsync(refused);
        var afterRefusal = await EndAsync(refused, new() { ["error"] = "access_denied", ["state"] = answer["state"] });

        // Somebody else's answer in this browser, which never asked.
        using var tricked = new PortalVisitor(server.App);
        var afterTrick = await EndAsync(tricked, answer);
        var afterNothing = await EndAsync(tricked, []);

        foreach (var end in new[] { afterForgery, afterRefusal, afterTrick, afterNothing })
        {
            end.ShouldBe("/portal/sign-in?failure=failed");
        }

        (await UserAsync("m@id.example")).ShouldBeNull();
    }

    private async Task<string> SignInAsync(PortalVisitor visitor, params (string, string)[] claims) =>
        await EndAsync(visitor, (await BeginAsync(visitor, claims)).Answer);

    private async Task<(Uri Address, Dictionary<string, string> Answer)> BeginAsync(
        PortalVisitor visitor,
        params (string, string)[] claims
    )
    {
        // Cookies of the protocol are for https alone.
        visitor.Client.BaseAddress = new Uri("https://localhost");
        var page = await visitor.OpenAsync("/portal/sign-in?returnUrl=%2Fportal%2Fcompanies%3Fq%3Dx");
        var form = page.QuerySelector("form[action$='sign-in/single-sign-on']").ShouldNotBeNull();
        var fields = form.QuerySelectorAll("input[name]")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        using var content = new FormUrlEncodedContent(fields);
        using var left = await visitor.Client.PostAsync("/portal/sign-in/single-sign-on", content);
        left.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (left.Headers.Location!, server.Provider.Authorize(left.Headers.Location!, claims));
    }

    // Where the browser ends, after all redirects of the server's own.
    private static async Task<string> EndAsync(PortalVisitor visitor, Dictionary<string, string> answer)
    {
        visitor.Client.BaseAddress ??= new Uri("https://localhost");
        using var content = new FormUrlEncodedContent(answer);
        var response = await visitor.Client.PostAsync(new Uri($"https://localhost{Callback}"), content);
        var end = Callback;
        while (response.StatusCode is HttpStatusCode.Redirect)
        {
            end = new Uri(new Uri("https://localhost"), response.Headers.Location!).PathAndQuery;
            response.Dispose();
            response = await visitor.Client.GetAsync(new Uri($"https://localhost{end}"));
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK, end);
        response.Dispose();
        return end;
    }

    private async Task<PortalRole> RoleAsync(string email) => (await UserAsync(email)).ShouldNotBeNull().Role;

    private async Task<PortalUser?> UserAsync(string email)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email);
    }

    public sealed class Server : IAsyncLifetime
    {
        public IdentityProvider Provider { get; } = new();

        public CausewayApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            App = await CausewayApp.StartAsync(
                services =>
                    services.Configure<OpenIdConnectOptions>(
                        PortalIdentity.SingleSignOn,
                        oidc => oidc.BackchannelHttpHandler = Provider
                    ),
                new()
                {
                    [$"{SingleSignOnOptions.Section}:Authority"] = IdentityProvider.Address,
                    [$"{SingleSignOnOptions.Section}:ClientId"] = IdentityProvider.ClientId,
                    [$"{SingleSignOnOptions.Section}:ClientSecret"] = IdentityProvider.ClientSecret,
                }
            );

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Provider.Dispose();
        }
    }
}

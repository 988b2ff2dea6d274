namespace Causeway.Browser.Tests.Portal;

/// <summary>The pages that are plain forms, and those of administration.</summary>
public sealed class AccountTests(Chromium browser)
{
    [Fact]
    public async Task A_passkey_is_added_and_lets_its_owner_in()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await visit.SignInAsync(browser);
        await page.GotoAsync("/portal/users");
        await page.IsLiveAsync();
        await visit.ShouldBeGoodAsync("portal-users");
        await using (var authenticator = await Authenticator.AddAsync(page))
        {
            // A passkey is for a name, and an address of numbers is none.
            var named = $"localhost:{browser.Server.Url.Port}";
            visit.MayGoTo(named);
            await page.GotoAsync($"http://{named}/portal/account");
            await page.FillAsync("#email", Staff.Email);
            await page.FillAsync("#password", Staff.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Your account" }).WaitForAsync();
            await visit.ShouldBeGoodAsync("portal-account");
            await page.FillAsync("#passkey-name", "My laptop");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await page.GetByText("The passkey is added").WaitForAsync();

            await page.Locator("summary.cw-user").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" }).WaitForAsync();
            await visit.ShouldBeGoodAsync("portal-sign-in");
            await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        }
    }

    // Chromium's own, in place of a finger on a sensor.
    private sealed class Authenticator(ICDPSession session) : IAsyncDisposable
    {
        public static async Task<Authenticator> AddAsync(IPage page)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("WebAuthn.enable");
            await session.SendAsync(
                "WebAuthn.addVirtualAuthenticator",
                new()
                {
                    ["options"] = new Dictionary<string, object>
                    {
                        ["protocol"] = "ctap2",
                        ["transport"] = "internal",
                        ["hasResidentKey"] = true,
                        ["hasUserVerification"] = true,
                        ["isUserVerified"] = true,
                        ["automaticPresenceSimulation"] = true,
                    },
                }
            );
            return new Authenticator(session);
        }

        public async ValueTask DisposeAsync() => await session.DetachAsync();
    }
}

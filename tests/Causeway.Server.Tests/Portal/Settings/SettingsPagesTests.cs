using AngleSharp.Dom;
using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Settings;
using Causeway.Server.Settings.Link;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal.Settings;

public class SettingsPagesTests(CausewayApp app)
{
    [Fact]
    public async Task Each_page_of_the_settings_shows_what_is_set()
    {
        var staff = await app.StaffAsync(PortalRole.Developer);

        var integrations = await staff.PageAsync("settings");
        var xero = await staff.PageAsync("settings/integrations/gbol");
        var types = await staff.PageAsync("settings/data-types");
        var link = await staff.PageAsync("settings/link");
        var profile = await staff.PageAsync("settings/profile");
        var retention = await staff.PageAsync("settings/retention");
        var keys = await staff.PageAsync("api-keys");

        integrations.Texts("tbody .cw-main-cell a").ShouldContain("Xero");
        xero.Texts(".cw-copy code").ShouldHaveSingleItem().ShouldEndWith("/link/callback/gbol");
        xero.QuerySelector("#cw-client-secret")!.GetAttribute("value").ShouldBeNullOrEmpty();
        types.Texts(".cw-main-cell").ShouldContain("Invoices");
        link.Texts("h2").ShouldBe(["Look", "What is asked for", "Texts"]);
        profile.QuerySelector("#cw-name")!.GetAttribute("value").ShouldNotBeNullOrEmpty();
        retention.Texts("code").ShouldContain("Causeway:Webhooks:KeepFor");
        keys.Source.Text.ShouldNotContain(CausewayApp.ApiKey);
        keys.Texts("tbody tr").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_integration_that_is_not_offered_is_not_in_links_list_until_it_is_again()
    {
        await using var own = await CausewayApp.StartAsync(_ => { });
        await using var scope = own.Services.CreateAsyncScope();
        var integrations = scope.ServiceProvider.GetRequiredService<ReadIntegrations>();
        var ct = CancellationToken.None;

        (await integrations.OfferAsync("gbol", false, ct)).Refusal.ShouldBeNull();
        var without = await integrations.AllAsync(ct);
        var listed = (await own.GetJsonAsync("/settings/link")).GetProperty("integrations");
        (await integrations.OfferAsync("gbol", true, ct)).Refusal.ShouldBeNull();
        var settings = await own.GetJsonAsync("/settings/link");

        without.Value.Where(r => !r.IsOffered).Select(r => r.Key).ShouldBe(["gbol"]);
        listed.EnumerateArray().Select(k => k.GetString()).ShouldNotContain("gbol");
        settings.TryGetProperty("integrations", out _).ShouldBeFalse();
        (await integrations.OfferAsync("none", false, ct)).Refusal!.StatusCode.ShouldBe(404);
    }

    [Fact]
    public void The_form_of_link_sends_back_what_it_got()
    {
        var settings = new LinkSettingsBody
        {
            Branding = new LinkBrandingBody { DisplayName = "Harbour", PrimaryColour = "#123456" },
            SourceTypes =
            [
                new LinkSourceTypeBody(SourceType.Accounting, false),
                new LinkSourceTypeBody(SourceType.Banking, true),
            ],
            Integrations = ["gbol"],
            LandingPage = true,
            OneTimePasswords = false,
            DefaultLanguage = "fr",
            Texts = new Dictionary<string, LinkTextsBody> { ["de"] = new() { Footer = "Fertig" } },
            Consent = new LinkConsentBody
            {
                PrivacyUrl = "https://example.com/privacy",
                Texts = new Dictionary<string, LinkConsentTextsBody> { ["en"] = new("To lend", null, null) },
            },
        };

        var body = new LinkForm(settings).ToBody();

        body.Branding.ShouldBe(settings.Branding);
        body.SourceTypes.ShouldBe(settings.SourceTypes);
        body.Integrations.ShouldBe(settings.Integrations);
        body.Texts.ShouldBe(settings.Texts);
        body.Consent!.PrivacyUrl.ShouldBe(settings.Consent.PrivacyUrl);
        body.Consent.Texts.ShouldBe(settings.Consent.Texts);
        (body.LandingPage, body.OneTimePasswords, body.ShowSandbox, body.DefaultLanguage, body.Redirect).ShouldBe(
            (true, false, null, "fr", null)
        );
    }
}

using Causeway.Server.Storage;

namespace Causeway.Server.Settings.Link;

/// <summary>Answers how Link is set up, with what is worked out of it.</summary>
public sealed class GetLinkSettings(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/settings/link", GetAsync).WithName("get-link-settings");

    public async Task<LinkSettingsBody> RunAsync(CancellationToken ct)
    {
        var settings = await LinkSettings.ReadAsync(db, ct);
        var profile = await Profile.ReadAsync(db, ct);
        var branding = settings.Branding ?? new LinkBrandingBody();
        return settings with
        {
            Branding = branding with
            {
                Logo = await LinkLogo.FindAsync(db, ct),
                Colours = BrandColour.TryParse(branding.PrimaryColour, out var primary) ? ColoursOf(primary) : null,
            },
            LandingPage = settings.LandingPage ?? false,
            SourceTypes =
            [
                .. (settings.SourceTypes ?? []).Select(t =>
                    t with
                    {
                        Optional = t.Optional ?? false,
                        EnableIntegrations = t.EnableIntegrations ?? true,
                        EnableFileUpload = t.EnableFileUpload ?? false,
                    }
                ),
            ],
            OneTimePasswords = settings.OneTimePasswords ?? false,
            DefaultLanguage = settings.DefaultLanguage ?? LinkLanguages.English,
            Redirect = new LinkRedirectBody(profile.RedirectUrl, profile.WhiteListUrls),
        };
    }

    private static LinkColoursBody ColoursOf(BrandColour primary) =>
        new(
            primary.TextOnIt.ToString(),
            Math.Round((decimal)primary.ContrastWith(primary.TextOnIt), 2),
            primary.OnLight.ToString(),
            primary.OnDark.ToString()
        );

    private static async Task<IResult> GetAsync(GetLinkSettings get, CancellationToken ct) =>
        TypedResults.Json(await get.RunAsync(ct), LinkSettingsJson.Default.LinkSettingsBody);
}

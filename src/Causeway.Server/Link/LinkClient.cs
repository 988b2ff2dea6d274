using Causeway.Server.Settings;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;

namespace Causeway.Server.Link;

/// <summary>Whoever asks for the data, as users see it.</summary>
/// <param name="Name">The name.</param>
/// <param name="OwnLogo">Where the logo is on this server, if one was uploaded.</param>
/// <param name="OtherLogo">Where another is, which the profile names.</param>
public sealed record LinkClient(string Name, string? OwnLogo, string? OtherLogo)
{
    /// <summary>Where the logo is, for a page of this server.</summary>
    public string? LogoUrl => OwnLogo ?? OtherLogo;

    public static async Task<LinkClient> ReadAsync(CausewayDb db, LinkSettingsBody settings, CancellationToken ct)
    {
        var profile = await Profile.ReadAsync(db, ct);
        return new LinkClient(
            settings.Branding?.DisplayName ?? profile.Name,
            (await LinkLogo.FindAsync(db, ct))?.Url,
            profile.LogoUrl
        );
    }
}

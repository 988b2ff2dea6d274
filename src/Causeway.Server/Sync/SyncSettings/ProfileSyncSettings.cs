using Causeway.Server.Http;
using Causeway.Server.Settings;
using Causeway.Server.Storage;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>The client's sync settings in the API.</summary>
public static class ProfileSyncSettings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/profile/syncSettings", GetAsync).WithName("get-profile-syncSettings");
        api.MapPost("/profile/syncSettings", PostAsync).WithName("update-profile-syncSettings");
    }

    private static async Task<IResult> GetAsync(CausewayDb db, SyncSettingsLookup lookup, CancellationToken ct)
    {
        var settings = await lookup.ForClientAsync(ct);
        return TypedResults.Json(
            new ProfileSyncSettingsBody
            {
                ClientId = (await Profile.ReadAsync(db, ct)).ClientId,
                Settings = settings.All,
                OverridesDefaults = settings.OverridesDefaults,
            },
            SyncJson.Default.ProfileSyncSettingsBody
        );
    }

    private static async Task<IResult> PostAsync(
        ProfileSyncSettingsBody body,
        CausewayDb db,
        SetSyncSettings set,
        CancellationToken ct
    )
    {
        if (body.ClientId is { } client && client != (await Profile.ReadAsync(db, ct)).ClientId)
        {
            return new ErrorResult(Refusal.Invalid("clientId", "The body is for another client than this server's."));
        }

        var refusal = await set.RunAsync(SyncSettingsDocument.Client, body.Settings, body.OverridesDefaults, ct);
        return refusal is null ? Results.NoContent() : new ErrorResult(refusal);
    }
}

/// <summary>The client's sync settings as the API has them.</summary>
public sealed record ProfileSyncSettingsBody
{
    /// <summary>The client; there is one on each server, so a body may leave it out.</summary>
    public Guid? ClientId { get; init; }

    public required IReadOnlyList<SyncSetting> Settings { get; init; }

    public bool OverridesDefaults { get; init; } = true;
}

using Causeway.Server.Http;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>The client's sync settings in the API.</summary>
public static class ProfileSyncSettings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/profile/syncSettings", GetAsync).WithName("get-profile-syncSettings");
        api.MapPost("/profile/syncSettings", PostAsync).WithName("update-profile-syncSettings");
    }

    private static async Task<IResult> GetAsync(SyncSettingsLookup lookup, CancellationToken ct)
    {
        var settings = await lookup.ForClientAsync(ct);
        return TypedResults.Json(
            new ProfileSyncSettingsBody { Settings = settings.All, OverridesDefaults = settings.OverridesDefaults },
            SyncJson.Default.ProfileSyncSettingsBody
        );
    }

    private static async Task<IResult> PostAsync(
        ProfileSyncSettingsBody body,
        SetSyncSettings set,
        CancellationToken ct
    )
    {
        var refusal = await set.RunAsync(SyncSettingsDocument.Client, body.Settings, body.OverridesDefaults, ct);
        return refusal is null ? Results.NoContent() : new ErrorResult(refusal);
    }
}

/// <summary>The client's sync settings as the API has them.</summary>
public sealed record ProfileSyncSettingsBody
{
    /// <summary>The client; there is one on each server.</summary>
    public Guid? ClientId { get; init; }

    public required IReadOnlyList<SyncSetting> Settings { get; init; }

    public bool OverridesDefaults { get; init; } = true;
}

using Causeway.Server.Storage;

namespace Causeway.Server.Settings;

/// <summary>Answers the client's profile.</summary>
public static class GetProfile
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/profile", GetAsync).WithName("get-profile");

    private static async Task<IResult> GetAsync(CausewayDb db, CancellationToken ct) =>
        TypedResults.Json(ProfileBody.From(await Profile.ReadAsync(db, ct)), ProfileJson.Default.ProfileBody);
}

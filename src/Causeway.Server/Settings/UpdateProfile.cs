using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Settings;

/// <summary>Replaces the client's profile.</summary>
public sealed class UpdateProfile(CausewayDb db, IEnumerable<RedirectUrlRule> redirectRules)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/profile", PutAsync).WithName("update-profile");

    /// <summary>Replaces the profile.</summary>
    public async Task<Outcome<Profile>> RunAsync(ProfileBody body, CancellationToken ct)
    {
        var refusal =
            body.Check()
            ?? (
                body.RedirectUrl.Length == 0
                    ? null
                    : redirectRules
                        .Select(rule => rule(body.RedirectUrl, [.. body.WhiteListUrls ?? []]))
                        .FirstOrDefault(r => r is not null)
            );
        if (refusal is not null)
        {
            return refusal;
        }

        return await db.RetryAsync<Profile>(async () =>
        {
            var profile = await db.Set<Profile>().SingleAsync(ct);
            profile.Replace(body);
            await db.SaveChangesAsync(ct);
            return profile;
        });
    }

    private static async Task<IResult> PutAsync(ProfileBody body, UpdateProfile update, CancellationToken ct) =>
        (await update.RunAsync(body, ct)).Then(ProfileBody.From).ToHttp(ProfileJson.Default.ProfileBody);
}

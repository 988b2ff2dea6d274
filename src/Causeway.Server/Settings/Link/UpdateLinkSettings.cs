using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Settings.Link;

/// <summary>Replaces how Link is set up. The logo has endpoints of its own, and stays.</summary>
public sealed partial class UpdateLinkSettings(
    CausewayDb db,
    LinkSettingsCheck check,
    GetLinkSettings get,
    LinkPasswordRule passwords,
    ILogger<UpdateLinkSettings> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/settings/link", PutAsync).WithName("update-link-settings");

    public async Task<Outcome<LinkSettingsBody>> RunAsync(LinkSettingsBody body, CancellationToken ct)
    {
        if (check.Of(body) is { } wrong)
        {
            return wrong;
        }

        var saved = await db.RetryAsync<LinkSettings>(async () =>
        {
            var settings = await db.Set<LinkSettings>().SingleOrDefaultAsync(ct);
            if (settings is null)
            {
                settings = new LinkSettings();
                db.Add(settings);
            }

            settings.Replace(body);
            if (body.Redirect is { } redirect)
            {
                (await db.Set<Profile>().SingleAsync(ct)).RedirectTo(redirect.Url ?? "", redirect.AllowedHosts ?? []);
            }

            await db.SaveChangesAsync(ct);
            return settings;
        });
        if (saved.Refusal is { } conflict)
        {
            return conflict;
        }

        await passwords.LoadAsync(CancellationToken.None); // it is committed, whoever has gone meanwhile
        Log.Changed(logger);
        return await get.RunAsync(ct);
    }

    private static async Task<IResult> PutAsync(
        LinkSettingsBody body,
        UpdateLinkSettings update,
        CancellationToken ct
    ) => (await update.RunAsync(body, ct)).ToHttp(LinkSettingsJson.Default.LinkSettingsBody);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The settings of Link were changed")]
        public static partial void Changed(ILogger logger);
    }
}

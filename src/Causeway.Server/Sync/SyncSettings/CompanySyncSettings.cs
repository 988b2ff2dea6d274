using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.SyncSettings;

/// <summary>One company's sync settings in the API.</summary>
public static class CompanySyncSettings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/companies/{companyId}/syncSettings", GetAsync).WithName("get-company-syncSettings");
        api.MapPost("/companies/{companyId}/syncSettings", PostAsync).WithName("set-company-syncSettings");
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        CausewayDb db,
        SyncSettingsLookup lookup,
        CancellationToken ct
    )
    {
        if (!await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return new ErrorResult(Refusal.NotFound("Company"));
        }

        var settings = await lookup.ForCompanyAsync(companyId, ct);
        return TypedResults.Json(
            new CompanySyncSettingsBody
            {
                CompanyId = companyId,
                Settings = settings.All,
                OverridesDefaults = settings.OverridesDefaults,
            },
            SyncJson.Default.CompanySyncSettingsBody
        );
    }

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        CompanySyncSettingsBody body,
        SetSyncSettings set,
        CancellationToken ct
    )
    {
        if (body.CompanyId != companyId)
        {
            return new ErrorResult(Refusal.Invalid("companyId", "The body is for another company than the address."));
        }

        var refusal = await set.RunAsync(companyId, body.Settings, body.OverridesDefaults, ct);
        return refusal is null ? Results.NoContent() : new ErrorResult(refusal);
    }
}

/// <summary>A company's sync settings as the API has them.</summary>
public sealed record CompanySyncSettingsBody
{
    public required CompanyId CompanyId { get; init; }

    public required IReadOnlyList<SyncSetting> Settings { get; init; }

    public required bool OverridesDefaults { get; init; }
}

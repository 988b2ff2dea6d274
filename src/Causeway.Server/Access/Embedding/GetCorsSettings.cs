using Causeway.Server.Storage;

namespace Causeway.Server.Access.Embedding;

/// <summary>Lists the origins whose pages may embed the components. The older address tells of the same ones.</summary>
public static class GetCorsSettings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/corsSettings", GetAsync).WithName("get-cors-settings");
        api.MapGet("/connectionManagement/corsSettings", GetAsync).WithName("get-connection-management-cors-settings");
    }

    private static async Task<IResult> GetAsync(CausewayDb db, CancellationToken ct) =>
        TypedResults.Json(
            new CorsSettingsBody { AllowedOrigins = await AllowedOrigin.ListAsync(db, ct) },
            AccessJson.Default.CorsSettingsBody
        );
}

/// <summary>The CORS settings as the API has them.</summary>
public sealed record CorsSettingsBody
{
    /// <summary>The origins.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }
}

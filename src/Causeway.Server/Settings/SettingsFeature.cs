using Causeway.Server.Http;

namespace Causeway.Server.Settings;

/// <summary>The client's profile.</summary>
public static class SettingsFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddBodies(ProfileJson.Default);
        services.AddScoped<UpdateProfile>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        GetProfile.Map(api);
        UpdateProfile.Map(api);
    }
}

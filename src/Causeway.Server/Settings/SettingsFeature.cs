namespace Causeway.Server.Settings;

/// <summary>The client's profile and sync settings.</summary>
public static class SettingsFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

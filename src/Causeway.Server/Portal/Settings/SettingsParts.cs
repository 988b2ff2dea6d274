namespace Causeway.Server.Portal.Settings;

/// <summary>The pages of the settings.</summary>
public static class SettingsParts
{
    public static void Add(IServiceCollection services) => services.AddScoped<ReadIntegrations>();
}

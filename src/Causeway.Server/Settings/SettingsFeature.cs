using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Settings;

/// <summary>The client's profile, and how Link is set up.</summary>
public static class SettingsFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddBodies(ProfileJson.Default);
        services.AddScoped<UpdateProfile>();
        services.AddBodies(LinkSettingsJson.Default);
        services.AddSingleton<LinkPasswordRule>();
        services.AddHostedService(provider => provider.GetRequiredService<LinkPasswordRule>());
        services.AddSingleton<LinkPasswords>();
        services.AddScoped<LinkSettingsCheck>();
        services.AddScoped<GetLinkSettings>();
        services.AddScoped<IOfferedIntegrations, OfferedIntegrations>();
        services.AddScoped<UpdateLinkSettings>();
        services.AddScoped<SetLinkLogo>();
        services.AddScoped<CreateLinkPreview>();
        services.AddScoped<CreateLinkUrl>();
        services.AddScoped<UseLinkPassword>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        GetProfile.Map(api);
        UpdateProfile.Map(api);
        GetLinkSettings.Map(api);
        UpdateLinkSettings.Map(api);
        SetLinkLogo.Map(api);
        CreateLinkPreview.Map(api);
        CreateLinkUrl.Map(api);
    }
}

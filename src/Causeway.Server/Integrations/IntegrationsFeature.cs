using Causeway.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Integrations;

/// <summary>The catalogue: which connectors there are, and what each can do.</summary>
public static class IntegrationsFeature
{
    public static void Add(IServiceCollection services, ServerOptions options)
    {
        foreach (var connector in BuiltInConnectors.All.Concat(ConnectorPlugins.Load(options.ConnectorsDirectory)))
        {
            services.AddSingleton(connector);
        }

        services.AddBodies(IntegrationJson.Default);
        services.AddSingleton<ConnectorCatalog>();
        services.AddSingleton<IntegrationBodies>();
        services.AddSingleton<BrandingImages>();
        services.AddSingleton<SourceSessions>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListIntegrations.Map(api);
        GetIntegration.Map(api);
        GetIntegrationsBranding.Map(api);
    }

    /// <summary>What anybody may see.</summary>
    public static void MapPublic(IEndpointRouteBuilder site) => GetBrandingImage.Map(site);
}

using Causeway.Connectors;

namespace Causeway.Server.Integrations;

/// <summary>The catalogue: which connectors there are, and what each can do.</summary>
public static class IntegrationsFeature
{
    public static void Add(IServiceCollection services)
    {
        foreach (var connector in BuiltInConnectors.All)
        {
            services.AddSingleton(connector);
        }

        services.AddSingleton<ConnectorCatalog>();
        services.AddSingleton<SourceSessions>();
    }

    public static void Map(IEndpointRouteBuilder api) { }
}

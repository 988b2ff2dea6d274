using Causeway.Connectors;

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

        services.AddSingleton<ConnectorCatalog>();
        services.AddSingleton<SourceSessions>();
    }

    public static void Map(IEndpointRouteBuilder api) { }
}

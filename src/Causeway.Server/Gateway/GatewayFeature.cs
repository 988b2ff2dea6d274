namespace Causeway.Server.Gateway;

/// <summary>The one way out to sources: budgets, Retry-After, counting, resilience, and the guard against inner networks.</summary>
public static class GatewayFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddHttpClient(SourceGateway.Pipeline);
        services.AddSingleton<SourceGateway>();
    }
}

namespace Causeway.Server.Access;

/// <summary>Who may call us.</summary>
public static class AccessFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ApiKeyRing>();
        services.AddScoped<FirstApiKey>();
    }

    public static void Map(IEndpointRouteBuilder api) { }
}

using Causeway.Server.Http;

namespace Causeway.Server.Access;

/// <summary>Who may call us, and how often.</summary>
public static class AccessFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        services.AddBodies(AccessJson.Default);
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<RateLimit>();
        services.AddSingleton<RateLimitUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<RateLimitUpkeep>());
        services.AddScoped<FirstApiKey>();
        services.AddScoped<CreateApiKey>();
        services.AddScoped<DeleteApiKey>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListApiKeys.Map(api);
        CreateApiKey.Map(api);
        DeleteApiKey.Map(api);
    }
}

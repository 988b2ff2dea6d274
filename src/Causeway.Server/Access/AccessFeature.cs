using Causeway.Server.Access.Embedding;
using Causeway.Server.Http;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Causeway.Server.Access;

/// <summary>Who may call us, and how often.</summary>
public static class AccessFeature
{
    public static void Add(IServiceCollection services, ServerOptions options)
    {
        services.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        services.AddBodies(AccessJson.Default);
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<RateLimit>();
        services.AddSingleton<RateLimitUpkeep>();
        if (options.Does(Role.Api))
        {
            services.AddHostedService(provider => provider.GetRequiredService<RateLimitUpkeep>());
        }

        services.AddScoped<FirstApiKey>();
        services.AddScoped<CreateApiKey>();
        services.AddScoped<DeleteApiKey>();
        services.AddSettings<EmbeddingOptions>(EmbeddingOptions.Section);
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, EmbeddedCors>();
        services.AddSingleton<CompanyTokens>();
        services.AddScoped<GetCompanyAccessToken>();
        services.AddScoped<SetCorsSettings>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListApiKeys.Map(api);
        CreateApiKey.Map(api);
        DeleteApiKey.Map(api);
        GetCompanyAccessToken.Map(api);
        GetCorsSettings.Map(api);
        SetCorsSettings.Map(api);
    }
}

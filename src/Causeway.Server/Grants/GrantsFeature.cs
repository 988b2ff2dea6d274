using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;

namespace Causeway.Server.Grants;

/// <summary>What the sources gave us, and how it is kept.</summary>
public static class GrantsFeature
{
    public static void Add(IServiceCollection services, ServerOptions options)
    {
        KeyRing.Add(services);
        services.AddBodies(ApplicationJson.Default);
        services.AddSingleton(new KnownSection(SourceApplications.Section));
        services.AddSingleton<VaultKeys>();
        services.AddSingleton<Vault>();
        services.AddSingleton<SourceApplications>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<GrantTokens>();
        services.AddSingleton<GrantLease>();
        services.AddSingleton<RefreshEnding>();
        services.AddSingleton<GrantRefresh>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<GrantRelease>();
        services.AddSingleton<GrantStaging>();
        services.AddScoped<GrantTending>();
        services.AddScoped<SourceAccessEnd>();
        services.AddScoped<Reencryption>();
        services.AddScoped<RotateEncryptionKey>();
        services.AddScoped<SetIntegrationApplication>();
        services.AddSingleton(new SealedColumn("credentials", "sealed_values"));
        services.AddSingleton(new SealedColumn("grants", "sealed_tokens"));
        services.AddSingleton(new SealedColumn("pending_revocations", "sealed_tokens"));
        services.AddSingleton(new SealedColumn("pending_revocations", "sealed_values"));
        services.AddSingleton(new SealedColumn("source_applications", "sealed_secret"));
        services.AddSingleton<KeyWatch>();
        if (options.Does(Role.Engine))
        {
            services.AddHostedService(provider => provider.GetRequiredService<KeyWatch>());
        }
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        SetIntegrationApplication.Map(api);
        RotateEncryptionKey.Map(api);
    }
}

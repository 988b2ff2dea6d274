using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;

namespace Causeway.Server.Grants;

/// <summary>What the sources gave us, and how it is kept.</summary>
public static class GrantsFeature
{
    public static void Add(IServiceCollection services)
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
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        SetIntegrationApplication.Map(api);
        RotateEncryptionKey.Map(api);
    }
}

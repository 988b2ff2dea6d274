using Causeway.Server.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Grants;

/// <summary>What the sources gave us, and how it is kept.</summary>
public static class GrantsFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Causeway").PersistKeysToDbContext<CausewayDb>();
        services.AddSingleton<Vault>();
    }
}

namespace Causeway.Server.Grants;

/// <summary>What the sources gave us, and how it is kept.</summary>
public static class GrantsFeature
{
    public static void Add(IServiceCollection services)
    {
        KeyRing.Add(services);
        services.AddSingleton<Vault>();
    }
}

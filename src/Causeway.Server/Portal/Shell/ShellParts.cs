using Causeway.Server.Portal.Permissions;

namespace Causeway.Server.Portal.Shell;

/// <summary>What pages share.</summary>
public static class ShellParts
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<SignedIn>();
        services.AddSingleton<PageMemory>();
    }
}

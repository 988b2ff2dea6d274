using Causeway.Server.Portal.Companies;
using Causeway.Server.Portal.Connections;
using Causeway.Server.Portal.Live;
using Causeway.Server.Portal.Overview;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Portal.Users;

namespace Causeway.Server.Portal.Shell;

/// <summary>What pages share.</summary>
public static class ShellParts
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<SignedIn>();
        services.AddSingleton<PageMemory>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<OverviewMemory>();
        services.AddScoped<ReadOverview>();
        services.AddScoped<FindCompanies>();
        services.AddScoped<ReadCompany>();
        services.AddScoped<FindConnections>();
        services.AddScoped<ReadConnection>();
        services.AddScoped<ReadUsers>();
    }
}

namespace Causeway.Server.Portal.Activity;

/// <summary>The pages of syncs and writes.</summary>
public static class ActivityParts
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ActivityNames>();
        services.AddScoped<ReadSyncs>();
        services.AddScoped<ReadPushes>();
    }
}

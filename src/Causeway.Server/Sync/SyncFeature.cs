namespace Causeway.Server.Sync;

/// <summary>Datasets: queue, fetch, map, store; schedules; history.</summary>
public static class SyncFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

namespace Causeway.Server.Records;

/// <summary>Reading what was synced.</summary>
public static class RecordsFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

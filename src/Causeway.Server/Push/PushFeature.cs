namespace Causeway.Server.Push;

/// <summary>Writes to sources.</summary>
public static class PushFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

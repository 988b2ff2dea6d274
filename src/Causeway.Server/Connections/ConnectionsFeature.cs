namespace Causeway.Server.Connections;

/// <summary>A company's access to a source: create, authorize, unlink, delete.</summary>
public static class ConnectionsFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

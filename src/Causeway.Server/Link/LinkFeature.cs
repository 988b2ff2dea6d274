namespace Causeway.Server.Link;

/// <summary>The pages where a company's user connects.</summary>
public static class LinkFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

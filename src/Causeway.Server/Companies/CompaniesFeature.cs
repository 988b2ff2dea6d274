namespace Causeway.Server.Companies;

/// <summary>Customers of the client: create, list, tag, delete.</summary>
public static class CompaniesFeature
{
    public static void Add(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder api) { }
}

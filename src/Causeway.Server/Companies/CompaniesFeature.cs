using Causeway.Server.Http;

namespace Causeway.Server.Companies;

/// <summary>The customers of the client.</summary>
public static class CompaniesFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddBodies(CompanyJson.Default);
        services.AddScoped<CompanyBodies>();
        services.AddScoped<ListCompanies>();
        services.AddScoped<CreateCompany>();
        services.AddScoped<ReplaceCompany>();
        services.AddScoped<UpdateCompany>();
        services.AddScoped<DeleteCompany>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListCompanies.Map(api);
        CreateCompany.Map(api);
        GetCompany.Map(api);
        ReplaceCompany.Map(api);
        UpdateCompany.Map(api);
        DeleteCompany.Map(api);
    }
}

using Causeway.Contracts;

namespace Causeway.Server.Companies;

/// <summary>Answers one company.</summary>
public static class GetCompany
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}", GetAsync).WithName("get-company");

    private static async Task<IResult> GetAsync(CompanyId companyId, CompanyBodies bodies, CancellationToken ct) =>
        (await bodies.GetAsync(companyId, ct)).ToHttp(CompanyJson.Default.CompanyBody);
}

using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;

namespace Causeway.Server.Connections;

/// <summary>Lists a company's connections.</summary>
public static class ListConnections
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections", GetAsync).WithName("list-connections");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        [AsParameters] ListParameters parameters,
        ConnectionFields fields,
        ConnectionPages pages,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, fields.Schema);
        if (list.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var page = await pages.OfCompanyAsync(companyId, list.Value, ct);
        return page.Then(p => list.Value.Body(request, p.Results, p.Total))
            .ToHttp(ConnectionJson.Default.PagedBodyConnectionBody);
    }
}

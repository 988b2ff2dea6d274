using Causeway.Server.Http;
using Causeway.Server.Query;

namespace Causeway.Server.Connections;

/// <summary>Lists the connections of all companies: an addition of ours to the API.</summary>
public static class ListAllConnections
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/connections", GetAsync).WithName("list-all-connections");

    private static async Task<IResult> GetAsync(
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

        var (results, total) = await pages.OfAllAsync(list.Value, ct);
        return TypedResults.Json(
            list.Value.Body(request, results, total),
            ConnectionJson.Default.PagedBodyConnectionBody
        );
    }
}

using Causeway.Server.Http;
using Causeway.Server.Query;

namespace Causeway.Server.Integrations;

/// <summary>Lists the integrations that this server has.</summary>
public static class ListIntegrations
{
    private static readonly MemoryList<IntegrationBody> Fields = new(
        "Integration",
        new Dictionary<string, MemoryField<IntegrationBody>>
        {
            ["key"] = new(QueryKind.Text, i => i.Key),
            ["name"] = new(QueryKind.Text, i => i.Name),
            ["enabled"] = new(QueryKind.Boolean, i => i.Enabled ? "true" : "false"),
            ["sourceId"] = new(QueryKind.Identifier, i => i.SourceId.ToString()),
            ["sourceType"] = new(QueryKind.Text, i => i.SourceType.ToString()),
            ["integrationId"] = new(QueryKind.Identifier, i => i.IntegrationId.ToString()),
            ["isOfflineConnector"] = new(QueryKind.Boolean, i => i.IsOfflineConnector ? "true" : "false"),
            ["isBeta"] = new(QueryKind.Boolean, i => i.IsBeta ? "true" : "false"),
            ["dataProvidedBy"] = new(QueryKind.Text, i => i.DataProvidedBy),
            ["logoUrl"] = new(QueryKind.Text, i => i.LogoUrl),
        }
    );

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/integrations", GetAsync).WithName("list-integrations");

    private static async Task<IResult> GetAsync(
        [AsParameters] ListParameters parameters,
        IntegrationBodies bodies,
        IOfferedIntegrations offered,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, Fields);
        if (list.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var (results, total) = Fields.Page(await bodies.AllAsync(offered, ct), list.Value);
        return TypedResults.Json(
            list.Value.Body(request, results, total),
            IntegrationJson.Default.PagedBodyIntegrationBody
        );
    }
}

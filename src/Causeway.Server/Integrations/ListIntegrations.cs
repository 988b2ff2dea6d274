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

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/integrations", Get).WithName("list-integrations");

    private static IResult Get(
        [AsParameters] ListParameters parameters,
        IntegrationBodies bodies,
        HttpRequest request
    ) =>
        ListRequest
            .Parse(parameters, Fields)
            .Then(list =>
            {
                var (results, total) = Fields.Page(bodies.All, list);
                return list.Body(request, results, total);
            })
            .ToHttp(IntegrationJson.Default.PagedBodyIntegrationBody);
}

using Causeway.Server.Http;

namespace Causeway.Server.Integrations;

/// <summary>Answers one integration.</summary>
public static class GetIntegration
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/integrations/{platformKey}", GetAsync).WithName("get-integration");

    private static async Task<IResult> GetAsync(
        string platformKey,
        IntegrationBodies bodies,
        IOfferedIntegrations offered,
        CancellationToken ct
    ) =>
        (await bodies.AllAsync(offered, ct)).FirstOrDefault(b => b.Key == platformKey) is { } body
            ? TypedResults.Json(body, IntegrationJson.Default.IntegrationBody)
            : new ErrorResult(Refusal.NotFound("Integration"));
}

using Causeway.Server.Http;

namespace Causeway.Server.Integrations;

/// <summary>Answers one integration.</summary>
public static class GetIntegration
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/integrations/{platformKey}", Get).WithName("get-integration");

    private static IResult Get(string platformKey, IntegrationBodies bodies) =>
        bodies.All.FirstOrDefault(b => b.Key == platformKey) is { } body
            ? TypedResults.Json(body, IntegrationJson.Default.IntegrationBody)
            : new ErrorResult(Refusal.NotFound("Integration"));
}

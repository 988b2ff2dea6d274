using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Causeway.Server.Http.OpenApi;

/// <summary>
/// Serves the description of what this server has beyond the public API, as OpenAPI. It lies in the assembly as it was written from the
/// endpoints and their bodies by a test, so that no start has to put it together.
/// </summary>
public static class OpenApiDocument
{
    public const string Path = "/openapi/causeway.json";

    /// <summary>The document's name in the assembly.</summary>
    public const string Resource = "causeway.json";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Get);

    private static FileStreamHttpResult Get() =>
        TypedResults.Stream(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException("The OpenAPI document is not in the assembly."),
            "application/json"
        );
}

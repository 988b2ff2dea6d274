using Causeway.Server.Http;

namespace Causeway.Server.Integrations;

/// <summary>Tells where an integration's pictures are.</summary>
public static class GetIntegrationsBranding
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/integrations/{platformKey}/branding", Get).WithName("get-integrations-branding");

    private static IResult Get(string platformKey, ConnectorCatalog catalog, PublicUrls urls)
    {
        if (!catalog.TryGet(platformKey, out var entry))
        {
            return new ErrorResult(Refusal.NotFound("Integration"));
        }

        var (key, name) = (entry.Manifest.Key, entry.Manifest.Name);
        var body = new BrandingBody(
            new BrandingLogoBody(At(BrandingImage.Full, name), At(BrandingImage.Square, name)),
            new BrandingButtonBody(
                At(BrandingImage.Button, $"Connect {name}"),
                At(BrandingImage.ButtonHover, $"Connect {name}")
            ),
            entry.Manifest.SourceId
        );
        return TypedResults.Json(body, IntegrationJson.Default.BrandingBody);

        BrandingImageBody At(BrandingImage image, string alt) =>
            new(new ImageReferenceBody(urls.Of(BrandingImages.PathOf(key, image)), alt));
    }
}

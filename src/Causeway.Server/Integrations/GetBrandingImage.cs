using Causeway.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Integrations;

/// <summary>Serves an integration's pictures, without a key: they are on other people's pages.</summary>
public static class GetBrandingImage
{
    public static void Map(IEndpointRouteBuilder site) =>
        site.MapGet("/branding/{platformKey}/{file}", Get).WithName("get-branding-image");

    private static IResult Get(string platformKey, string file, BrandingImages images, HttpContext context)
    {
        if (images.Find(platformKey, file) is not { } picture)
        {
            return new ErrorResult(Refusal.NotFound("Picture"));
        }

        // An SVG is a document: opened by itself it could run what is in it.
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=86400";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(
            picture.Svg,
            "image/svg+xml",
            entityTag: new EntityTagHeaderValue($"\"{picture.Tag}\"")
        );
    }
}

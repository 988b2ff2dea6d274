using System.Reflection;
using System.Security.Cryptography;

namespace Causeway.Server.Link;

/// <summary>The pages' style sheet, under an address that changes with it, so that browsers may keep it.</summary>
public static class LinkStyle
{
    private static readonly byte[] Sheet = Load();

    public static readonly string Path = $"/link/{Convert.ToHexStringLower(SHA256.HashData(Sheet))[..16]}.css";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Path,
            (HttpResponse response) =>
            {
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                response.Headers.XContentTypeOptions = "nosniff";
                return Results.Bytes(Sheet, "text/css; charset=utf-8");
            }
        );

    private static byte[] Load()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("LinkStyle.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Link.Embedded;

/// <summary>
/// Serves the components to any page. The two modules that pages name are asked for each time whether they have changed; the parts that they
/// import are under an address that changes with them, so that browsers keep them, and never mix those of two versions.
/// </summary>
public sealed class LinkSdk
{
    /// <summary>The script of the window's last page.</summary>
    public const string WindowPath = "/sdk/window.js";

    private const string Prefix = "sdk/";
    private const string Parts = "parts/";

    private readonly Lazy<Dictionary<string, Script>> scripts = new(Load);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sdk/{file}", Get);
        routes.MapGet("/sdk/{version}/{file}", GetPart);
    }

    private static IResult Get(string file, HttpContext http, LinkSdk sdk) =>
        sdk.scripts.Value.TryGetValue(file, out var script) && !script.IsPart
            ? script.Answer(http, "public, no-cache")
            : TypedResults.NotFound();

    private static IResult GetPart(string version, string file, HttpContext http, LinkSdk sdk) =>
        sdk.scripts.Value.TryGetValue(file, out var script) && script.IsPart && script.Version == version
            ? script.Answer(http, "public, max-age=31536000, immutable")
            : TypedResults.NotFound();

    private static Dictionary<string, Script> Load()
    {
        var sources = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), LinkResource.Read, StringComparer.Ordinal);
        var all = string.Concat(sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value));
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 8));
        return sources.ToDictionary(
            s => s.Key.StartsWith(Parts, StringComparison.Ordinal) ? s.Key[Parts.Length..] : s.Key,
            s => new Script(
                s.Value.Replace($"\"./{Parts}", $"\"./{version}/", StringComparison.Ordinal),
                s.Key.StartsWith(Parts, StringComparison.Ordinal),
                version
            ),
            StringComparer.Ordinal
        );
    }

    private sealed class Script
    {
        private readonly byte[] plain;
        private readonly byte[] compressed;
        private readonly string tag;

        public Script(string text, bool isPart, string version)
        {
            (IsPart, Version) = (isPart, version);
            plain = Encoding.UTF8.GetBytes(text);
            tag = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8));
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            {
                gzip.Write(plain);
            }

            compressed = packed.ToArray();
        }

        public bool IsPart { get; }

        public string Version { get; }

        public FileContentHttpResult Answer(HttpContext http, string cacheControl)
        {
            var headers = http.Response.Headers;
            headers.CacheControl = cacheControl;
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            headers.XContentTypeOptions = "nosniff";
            headers.Vary = HeaderNames.AcceptEncoding;
            var packs = http
                .Request.Headers.AcceptEncoding.ToString()
                .Contains("gzip", StringComparison.OrdinalIgnoreCase);
            if (packs)
            {
                headers.ContentEncoding = "gzip";
            }

            return TypedResults.Bytes(
                packs ? compressed : plain,
                "text/javascript; charset=utf-8",
                entityTag: new EntityTagHeaderValue(packs ? $"\"{tag}-gzip\"" : $"\"{tag}\"")
            );
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>What the pages load: their style sheet in the client's colour, a small script, the client's logo. Each has an address that changes with it, so that browsers may keep it.</summary>
public static class LinkFiles
{
    private const string DefaultColour = "#0b5fa5";

    private static readonly string Sheet = LinkResource.Read("LinkStyle.css");
    private static readonly byte[] Script = Encoding.UTF8.GetBytes(LinkResource.Read("LinkSearch.js"));

    /// <summary>The script that makes searching quicker; everything works without it.</summary>
    public static readonly string ScriptPath = $"/link/script/{HashOf(Script)}.js";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/link/style/{sheet}/{colour}.css", Style);
        routes.MapGet(ScriptPath, (HttpResponse response) => Kept(response, Script, "text/javascript; charset=utf-8"));
        routes.MapGet("/link/logo/{tag}", LogoAsync);
    }

    /// <summary>The style sheet of a client with this colour.</summary>
    public static string StylePath(LinkSettingsBody settings) =>
        $"/link/style/{SheetHash}/{(BrandColour.TryParse(settings.Branding?.PrimaryColour, out var colour) ? colour.ToString()[1..] : DefaultColour[1..])}.css";

    private static readonly string SheetHash = HashOf(Encoding.UTF8.GetBytes(Sheet));

    private static IResult Style(string sheet, string colour, HttpResponse response)
    {
        // The colour is read before it is written: nothing else of the address gets into the sheet.
        if (sheet != SheetHash || !BrandColour.TryParse($"#{colour}", out var primary))
        {
            return Results.NotFound();
        }

        var dark = primary.ContrastWith(DarkPaper) >= 3 ? primary : primary.OnDark;
        var css =
            $":root{{{Colours(primary.OnLight, primary)}}}\n"
            + $"@media (prefers-color-scheme:dark){{:root{{{Colours(primary.OnDark, dark)}}}}}\n"
            + Sheet;
        return Kept(response, Encoding.UTF8.GetBytes(css), "text/css; charset=utf-8");
    }

    private static string Colours(BrandColour accent, BrandColour fill) =>
        $"--accent:{accent};--fill:{fill};--on-fill:{fill.TextOnIt}";

    private static readonly BrandColour DarkPaper = new(0x1b, 0x22, 0x2a);

    private static async Task<IResult> LogoAsync(string tag, CausewayDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.Set<LinkLogo>().AsNoTracking().SingleOrDefaultAsync(l => l.Tag == tag, ct) is not { } logo)
        {
            return Results.NotFound();
        }

        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Kept(response, logo.Bytes, logo.MediaType);
    }

    private static IResult Kept(HttpResponse response, byte[] bytes, string mediaType)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(bytes, mediaType);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}

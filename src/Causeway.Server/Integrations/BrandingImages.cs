using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Causeway.Server.Integrations;

/// <summary>An integration's pictures, drawn from its mark and its name: nobody's artwork is copied.</summary>
public sealed class BrandingImages(ConnectorCatalog catalog)
{
    private const int Height = 48;
    private const int Mark = 32;
    private const int Margin = 8;
    private const int LetterWidth = 10;

    private readonly ConcurrentDictionary<(string Key, BrandingImage Image), Picture> drawn = new();

    /// <summary>Where a picture is served, to anybody: pages of the client's own show it.</summary>
    public static string PathOf(string key, BrandingImage image) => $"/branding/{key}/{FileOf(image)}";

    /// <summary>The picture at an address, or null.</summary>
    public Picture? Find(string key, string file)
    {
        if (!catalog.TryGet(key, out var entry))
        {
            return null;
        }

        foreach (var image in Enum.GetValues<BrandingImage>())
        {
            if (FileOf(image) == file)
            {
                return drawn.GetOrAdd((key, image), static (at, entry) => Draw(entry, at.Image), entry);
            }
        }

        return null;
    }

    private static string FileOf(BrandingImage image) =>
        image switch
        {
            BrandingImage.Full => "logo.svg",
            BrandingImage.Square => "square.svg",
            BrandingImage.Button => "button.svg",
            _ => "button-hover.svg",
        };

    private static Picture Draw(CatalogEntry entry, BrandingImage image)
    {
        var (logo, name) = (entry.Manifest.LogoSvg, entry.Manifest.Name);
        var svg = image switch
        {
            BrandingImage.Full => WithText(logo, name),
            BrandingImage.Square => logo,
            BrandingImage.Button => WithText(logo, $"Connect {name}", ("#ffffff", "#c9d1d9")),
            _ => WithText(logo, $"Connect {name}", ("#eef2f6", "#8b949e")),
        };
        var bytes = Encoding.UTF8.GetBytes(svg);
        return new Picture(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
    }

    // The mark is a picture in the picture, so that nothing in it can meet what is around it. The text is made to fit the
    // width that was reserved, whatever fonts there are.
    private static string WithText(string logo, string text, (string Fill, string Line)? frame = null)
    {
        var textWidth = text.Length * LetterWidth;
        var width = Margin + Mark + Margin + textWidth + (2 * Margin);
        var mark = Convert.ToBase64String(Encoding.UTF8.GetBytes(logo));
        var escaped = SecurityElement.Escape(text);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{Height}" viewBox="0 0 {width} {Height}" role="img" aria-label="{escaped}">"""
        );
        if (frame is var (fill, line))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="0.5" y="0.5" width="{width - 1}" height="{Height - 1}" rx="8" fill="{fill}" stroke="{line}"/>"""
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<image x="{Margin}" y="{(Height - Mark) / 2}" width="{Mark}" height="{Mark}" href="data:image/svg+xml;base64,{mark}"/>"""
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text x="{(2 * Margin) + Mark}" y="31" font-family="system-ui, sans-serif" font-size="20" fill="#1b1f24" """
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""textLength="{textWidth}" lengthAdjust="spacingAndGlyphs">{escaped}</text></svg>"""
        );
        return svg.ToString();
    }
}

/// <summary>A picture that is served.</summary>
/// <param name="Svg">Its bytes.</param>
/// <param name="Tag">Changes when the picture does.</param>
public sealed record Picture(byte[] Svg, string Tag);

/// <summary>The pictures of an integration.</summary>
public enum BrandingImage
{
    /// <summary>The mark with the name.</summary>
    Full,

    /// <summary>The mark alone.</summary>
    Square,

    /// <summary>A button.</summary>
    Button,

    /// <summary>The button under the pointer.</summary>
    ButtonHover,
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Causeway.Server.Settings.Link;

/// <summary>A colour, and how well others are read on it, as WCAG 2.2 reckons.</summary>
public readonly record struct BrandColour(byte Red, byte Green, byte Blue)
{
    /// <summary>The contrast that text needs with what it stands on.</summary>
    public const double Readable = 4.5;

    // What Link's pages are on, at the worst: see LinkStyle.css.
    private static readonly BrandColour LightPage = new(0xf4, 0xf6, 0xf8);
    private static readonly BrandColour DarkPage = new(0x24, 0x2c, 0x35);

    private static readonly BrandColour White = new(255, 255, 255);
    private static readonly BrandColour Black = new(0, 0, 0);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BrandColour colour)
    {
        colour = default;
        if (
            text is not ['#', .. { Length: 6 } digits]
            || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
        )
        {
            return false;
        }

        colour = new BrandColour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        return true;
    }

    /// <summary>The contrast with another colour, from 1 to 21.</summary>
    public double ContrastWith(BrandColour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>White or black, whichever is read better on it: always well enough.</summary>
    public BrandColour TextOnIt => ContrastWith(White) >= ContrastWith(Black) ? White : Black;

    /// <summary>This colour as text on a light page: darker, if it has to be.</summary>
    public BrandColour OnLight => Towards(Black, LightPage);

    /// <summary>This colour as text on a dark page: lighter, if it has to be.</summary>
    public BrandColour OnDark => Towards(White, DarkPage);

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    // As little as it takes, so that it stays the client's colour.
    private BrandColour Towards(BrandColour end, BrandColour page)
    {
        for (var step = 0; step <= 50; step++)
        {
            var mixed = Mix(end, step / 50.0);
            if (mixed.ContrastWith(page) >= Readable)
            {
                return mixed;
            }
        }

        return end;
    }

    private BrandColour Mix(BrandColour other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}

using System.Globalization;
using System.Text;

namespace Causeway.Server.Files;

/// <summary>Names of files, made so that they are safe wherever they are unpacked.</summary>
public static class FileNames
{
    /// <summary>Length at most: what every file system takes, with room for a number.</summary>
    public const int MaxLength = 150;

    // Devices of Windows, which opens them whatever ending they have.
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CLOCK$",
    };

    /// <summary>The name alone, without a path and without what a file system, or a reader, could take for something else.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            // Marks that turn the direction of writing can make "gpj.exe" look like "exe.jpg".
            var isInvisible =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            if (isInvisible || rune == Rune.ReplacementChar)
            {
                continue;
            }

            clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '%' ? "_" : rune.ToString());
        }

        var made = clean.ToString().Normalize(NormalizationForm.FormC).Trim().Trim('.').TrimEnd();
        var stem = Path.GetFileNameWithoutExtension(made);
        if (Devices.Contains(stem) || IsPort(stem))
        {
            made = "_" + made;
        }

        return made.Length <= MaxLength ? made : Shortened(made);
    }

    /// <summary>A name that is not taken yet; it is taken from then on.</summary>
    /// <param name="name">The name that is wanted.</param>
    /// <param name="taken">Those that are taken, whatever their case: some file systems see none.</param>
    public static string Unique(string name, HashSet<string> taken)
    {
        var folder = name[..(name.LastIndexOf('/') + 1)];
        var stem = Path.GetFileNameWithoutExtension(name);
        var ending = Path.GetExtension(name);
        var unique = name;
        for (var n = 2; !taken.Add(unique); n++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{folder}{stem} ({n}){ending}");
        }

        return unique;
    }

    private static bool IsPort(string stem) =>
        stem.Length == 4
        && (
            stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
            || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)
        )
        && char.IsAsciiDigit(stem[3]);

    // The ending says what it is, and stays.
    private static string Shortened(string name)
    {
        var ending = Path.GetExtension(name);
        ending = ending.Length > 10 ? "" : ending;
        var length = MaxLength - ending.Length;
        length -= char.IsHighSurrogate(name[length - 1]) ? 1 : 0;
        return name[..length] + ending;
    }
}

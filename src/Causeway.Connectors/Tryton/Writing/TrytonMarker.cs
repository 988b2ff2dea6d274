using System.Text.RegularExpressions;

namespace Causeway.Connectors.Tryton.Writing;

/// <summary>Takes the mark of a write off a text before it is shown: the client did not write it.</summary>
internal static partial class TrytonMarker
{
    public static string? Remove(string? text) =>
        text is null ? null
        : Pattern().Replace(text, "") is { Length: > 0 } rest ? rest
        : null;

    public static bool IsMarker(string text) => Whole().IsMatch(text);

    [GeneratedRegex("^cw-[0-9a-zA-Z]{26}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(" ?\\[cw-[0-9a-zA-Z]{26}\\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Writing;

/// <summary>
/// The mark of a write. Where Tryton has a place of its own for it, it stands there alone; on texts that a person also
/// reads it stands at the end, in brackets, and is taken off again before the text is shown: the client did not write it.
/// </summary>
internal static partial class TrytonMarker
{
    public static string Append(string? text, WriteMarker marker) =>
        string.IsNullOrWhiteSpace(text) ? $"[{marker.Text}]" : $"{text} [{marker.Text}]";

    public static string? Remove(string? text) =>
        text is null ? null
        : Bracketed().Replace(text, "") is { Length: > 0 } rest ? rest
        : null;

    public static bool IsMarker(string text) => Alone().IsMatch(text);

    [GeneratedRegex("^cw-[0-9a-zA-Z]{26}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Alone();

    [GeneratedRegex("\\s*\\[cw-[0-9a-zA-Z]{26}\\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracketed();
}

using System.Globalization;
using System.Text;
using Causeway.Server.Http;

namespace Causeway.Server.Companies;

/// <summary>A company's name: letters and digits of any script, white space, and the characters <c>- ' &amp; @ . , ? !</c>.</summary>
public sealed record CompanyName
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int MaxLength = 500;

    private const string Punctuation = "-'&@.,?!";

    private CompanyName(string text) => Text = text;

    public string Text { get; }

    /// <summary>Removes what is not allowed; refused is only what leaves nothing, or too much.</summary>
    public static Outcome<CompanyName> Clean(string? text)
    {
        if (text?.Length > MaxLength)
        {
            return Refusal.Invalid("name", $"name must have at most {MaxLength} characters.");
        }

        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsAllowed(rune))
            {
                kept.Append(rune.ToString());
            }
        }

        var name = kept.ToString().Trim();
        return name.Length == 0
            ? Refusal.Invalid("name", "name must have at least one letter, digit or one of - ' & @ . , ? !")
            : new CompanyName(name);
    }

    // Marks belong to the letters of many scripts. A half of a surrogate pair comes as U+FFFD, which is none of these.
    private static bool IsAllowed(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.IsWhiteSpace(rune)
        || (rune.IsAscii && Punctuation.Contains((char)rune.Value, StringComparison.Ordinal))
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

using System.Text.RegularExpressions;
using Causeway.Contracts;

namespace Causeway.Server.Grants.Tokens;

/// <summary>An address of a source with fields in braces, such as <c>https://{shop}.example.com/authorize</c>.</summary>
public static partial class AddressTemplate
{
    /// <summary>The address with its fields filled in.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, Secret> fields) =>
        Placeholder()
            .Replace(
                template,
                match =>
                    fields.TryGetValue(match.Groups["name"].Value, out var value)
                        ? Uri.EscapeDataString(value.Reveal())
                        : ""
            );

    /// <summary>The fields that it names.</summary>
    public static IEnumerable<string> FieldsOf(string template) =>
        Placeholder().Matches(template).Select(m => m.Groups["name"].Value);

    /// <summary>Where the address leads, whatever its fields are: an origin for a page's security policy, with a star in the place of a field.</summary>
    public static string OriginOf(string template) =>
        new Uri(Placeholder().Replace(template, "star-in-place-of-a-field"))
            .GetLeftPart(UriPartial.Authority)
            .Replace("star-in-place-of-a-field", "*", StringComparison.Ordinal);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}

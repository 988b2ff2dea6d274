using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Causeway.Server.Query;

/// <summary>The links of a page: relative to the site, next and previous only where there is such a page.</summary>
public sealed record PageLinks(PageLink Self, PageLink Current)
{
    /// <summary>The page after this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PageLink? Next { get; init; }

    /// <summary>The page before this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PageLink? Previous { get; init; }

    /// <summary>Makes the links of a page.</summary>
    /// <param name="path">The list's path, escaped as it was requested.</param>
    /// <param name="page">The page.</param>
    /// <param name="total">How many results there are on all pages.</param>
    /// <param name="parameters">The request's other parameters, such as <c>query</c> and <c>orderBy</c>; absent ones are left out.</param>
    public static PageLinks Of(
        string path,
        PageRequest page,
        long total,
        params ReadOnlySpan<(string Name, string? Value)> parameters
    )
    {
        var others = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                others.Append('&').Append(name).Append('=').Append(Escape(value));
            }
        }

        var last = Math.Max(1, (total + page.Size - 1) / page.Size);
        var tail = others.ToString();
        return new PageLinks(new PageLink(path), To(page.Number))
        {
            Next = page.Number < last ? To(page.Number + 1L) : null,
            Previous = page.Number > 1 && page.Number - 1 <= last ? To(page.Number - 1L) : null,
        };

        PageLink To(long number) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{path}?page={number}&pageSize={page.Size}{tail}"));
    }

    // The API's own links leave the exclamation mark of != as it is.
    private static string Escape(string value) =>
        Uri.EscapeDataString(value).Replace("%21", "!", StringComparison.Ordinal);
}

/// <summary>A link.</summary>
/// <param name="Href">Where it leads, relative to the site.</param>
public sealed record PageLink(string Href);

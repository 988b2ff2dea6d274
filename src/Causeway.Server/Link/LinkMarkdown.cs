using System.Collections.Concurrent;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Causeway.Server.Link;

/// <summary>Makes HTML of the client's own texts, in which nothing is left that could do more than be read and lead somewhere.</summary>
public static class LinkMarkdown
{
    private const int MostKept = 200;

    private static readonly Lazy<MarkdownPipeline> Pipeline = new(() =>
        new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().Build()
    );

    private static readonly ConcurrentDictionary<string, MarkupString> Made = new(StringComparer.Ordinal);

    /// <summary>The text as HTML.</summary>
    public static MarkupString Render(string text)
    {
        if (Made.TryGetValue(text, out var known))
        {
            return known;
        }

        if (Made.Count >= MostKept)
        {
            Made.Clear();
        }

        return Made[text] = new MarkupString(Sanitizer().Sanitize(Markdown.ToHtml(text, Pipeline.Value)));
    }

    // Markdown alone lets links with any scheme through.
    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>
                {
                    "a",
                    "blockquote",
                    "br",
                    "code",
                    "em",
                    "h2",
                    "h3",
                    "hr",
                    "li",
                    "ol",
                    "p",
                    "strong",
                    "ul",
                },
                AllowedAttributes = new HashSet<string> { "href" },
                AllowedSchemes = new HashSet<string> { "http", "https", "mailto", "tel" },
                UriAttributes = new HashSet<string> { "href" },
            }
        );
        sanitizer.KeepChildNodes = true;
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link)
            {
                link.SetAttribute("rel", "noopener noreferrer");
                link.SetAttribute("target", "_blank");
            }
        };
        return sanitizer;
    }
}

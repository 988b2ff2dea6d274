using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Causeway.Server.Portal.Data;

/// <summary>JSON for people: indented, with names, texts and numbers told apart.</summary>
public static class JsonMarkup
{
    // As much as a browser shows without effort.
    private const int Longest = 400_000;

    // It is escaped for HTML right after.
    private static readonly JavaScriptEncoder Plainly = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The HTML; everything in it that is not ours is escaped.</summary>
    public static MarkupString Of(JsonElement json)
    {
        var html = new StringBuilder();
        Write(html, json, 0);
        return new MarkupString(html.ToString());
    }

    /// <summary>The HTML of a text that is JSON, or the text itself if it is none.</summary>
    public static MarkupString Of(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return new MarkupString(HtmlEncoder.Default.Encode(text));
        }
    }

    private static void Write(StringBuilder html, JsonElement json, int depth)
    {
        if (html.Length > Longest)
        {
            html.Append('…');
            return;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteAll(html, '{', '}', json.EnumerateObject().ToList(), depth, WriteMember);
                break;
            case JsonValueKind.Array:
                WriteAll(html, '[', ']', json.EnumerateArray().ToList(), depth, Write);
                break;
            case JsonValueKind.String:
                Append(html, "s", Quoted(json.GetString()!));
                break;
            case JsonValueKind.Number:
                Append(html, "n", json.GetRawText());
                break;
            default:
                Append(html, "l", json.GetRawText());
                break;
        }
    }

    private static void WriteMember(StringBuilder html, JsonProperty member, int depth)
    {
        Append(html, "k", Quoted(member.Name));
        html.Append(": ");
        Write(html, member.Value, depth);
    }

    private static void WriteAll<T>(
        StringBuilder html,
        char open,
        char close,
        List<T> items,
        int depth,
        Action<StringBuilder, T, int> write
    )
    {
        html.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            html.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (depth + 1));
            write(html, items[i], depth + 1);
        }

        if (items.Count > 0)
        {
            html.Append('\n').Append(' ', 2 * depth);
        }

        html.Append(close);
    }

    private static void Append(StringBuilder html, string kind, string text) =>
        html.Append(CultureInfo.InvariantCulture, $"<span class=\"cw-json-{kind}\">")
            .Append(HtmlEncoder.Default.Encode(text))
            .Append("</span>");

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Plainly)}\"";
}

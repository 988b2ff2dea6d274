namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Makes texts of others fit to be stored.</summary>
public static class StoredText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The beginning of a text, without what no database takes.</summary>
    public static string Of(string text, int longest)
    {
        var kept = text.Length <= longest ? text : text[..longest];
        // PostgreSQL has no U+0000 in texts, and half a character is none.
        kept = kept.Replace('\0', Replacement);
        return kept.Length > 0 && char.IsHighSurrogate(kept[^1]) ? kept[..^1] + Replacement : kept;
    }
}

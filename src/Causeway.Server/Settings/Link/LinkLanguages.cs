namespace Causeway.Server.Settings.Link;

/// <summary>The languages that Link speaks.</summary>
public static class LinkLanguages
{
    public const string English = "en";

    public static readonly IReadOnlyList<string> All = [English, "fr", "de"];

    /// <summary>Whether Link speaks it.</summary>
    public static bool IsKnown(string? language) => language is not null && All.Contains(language);

    /// <summary>All of them, for a message.</summary>
    public static string Listed => string.Join(", ", All);
}

using Causeway.Server.Settings.Link;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Link;

/// <summary>Finds the language of whoever opens a page.</summary>
public static class LinkLanguage
{
    /// <summary>The parameter of an address that names one.</summary>
    public const string Parameter = "lang";

    /// <summary>What the address says, else what the browser asks for, else the client's own.</summary>
    public static string Of(HttpRequest request, LinkSettingsBody settings) =>
        Known(request.Query[Parameter].ToString())
        ?? Preferred(request)
        ?? settings.DefaultLanguage
        ?? LinkLanguages.English;

    /// <summary>A language that Link speaks, however it is written (<c>fr-CA</c>), or null.</summary>
    public static string? Known(string? tag)
    {
        var language = tag?.Split('-', 2)[0].Trim().ToLowerInvariant();
        return LinkLanguages.IsKnown(language) ? language : null;
    }

    private static string? Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            return null;
        }

        // The order of those that are wanted alike counts; zero means that it is not wanted.
        return accepted
            .Where(a => a.Quality is not 0)
            .OrderByDescending(a => a.Quality ?? 1)
            .Select(a => Known(a.Value.ToString()))
            .FirstOrDefault(language => language is not null);
    }
}

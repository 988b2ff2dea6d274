using System.Globalization;
using Causeway.Contracts;

namespace Causeway.Server.Http;

/// <summary>
/// Reads a parameter that need not be there, and is declared as text. Where the framework reads it, and it is wrong, the answer could not
/// say which one it was.
/// </summary>
public static class OptionalParameter
{
    /// <summary>Reads a number, <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="BadHttpRequestException">It is none; the answer names the parameter.</exception>
    public static T? Read<T>(string name, string? text)
        where T : struct, IParsable<T> =>
        string.IsNullOrEmpty(text) ? null
        : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : throw Wrong(name);

    /// <summary>Reads an id.</summary>
    /// <exception cref="BadHttpRequestException">It is none; the answer names the parameter.</exception>
    public static TId? ReadId<TId>(string name, string? text)
        where TId : struct, IGuidId<TId> =>
        string.IsNullOrEmpty(text) ? null
        : GuidId.TryParse<TId>(text, out var id) ? id
        : throw Wrong(name);

    private static BadHttpRequestException Wrong(string name) => new($"parameter \"{name}\" is wrong");
}

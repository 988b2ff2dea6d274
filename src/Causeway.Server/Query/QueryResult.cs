using System.Diagnostics.CodeAnalysis;

namespace Causeway.Server.Query;

/// <summary>Why a query, an order or a page can't be understood.</summary>
/// <param name="Message">The reason, with the position, in the API's words.</param>
/// <param name="Position">Where in the text, from 1; one past its end if something is missing there.</param>
/// <param name="Field">The field or parameter that is wrong, as the caller wrote it, if it is about one.</param>
public sealed record QueryError(string Message, int Position, string? Field)
{
    private const int LongestEcho = 100;

    internal static QueryError Malformed(int position, string reason, string? field = null) =>
        new($"Error parsing query - Malformed query. {reason} (position {position}).", position, field);

    internal static QueryError Unresolved(string path, string entity, int position) =>
        new(
            $"Error parsing query - Could not resolve property {Echo(path)} on {entity} (position {position}).",
            position,
            path
        );

    // What the caller wrote, but not two thousand characters of it.
    internal static string Echo(string text) => text.Length <= LongestEcho ? text : $"{text[..LongestEcho]}…";
}

/// <summary>What was read, or why it could not be.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly struct QueryResult<T>
    where T : class
{
    private QueryResult(T? value, QueryError? error) => (Value, Error) = (value, error);

    /// <summary>What was read; there is one if there is no error.</summary>
    public T? Value { get; }

    /// <summary>The reason why there is no value.</summary>
    public QueryError? Error { get; }

    /// <summary>Tells which of the two it is.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out QueryError? error)
    {
        (value, error) = (Value, Error);
        return error is null;
    }

    public static implicit operator QueryResult<T>(T value) => new(value, null);

    public static implicit operator QueryResult<T>(QueryError error) => new(null, error);
}

namespace Causeway.Server.Http;

/// <summary>Why something that was asked for is not done: a value, not an exception, because callers expect it.</summary>
/// <param name="StatusCode">The HTTP status that tells it best.</param>
/// <param name="Message">The reason, for a person; never a secret.</param>
public sealed record Refusal(int StatusCode, string Message)
{
    /// <summary>The fields or parameters that are wrong, each with its reason.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Whether the same request can succeed later, and after how long it is worth a try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request is understood but can't be granted (400).</summary>
    public static Refusal Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    /// <summary>One field or parameter is wrong (400).</summary>
    public static Refusal Invalid(string field, string message) =>
        new(StatusCodes.Status400BadRequest, message) { Fields = [new FieldError(field, message)] };

    /// <summary>There is no such thing (404).</summary>
    /// <param name="what">The thing, such as <c>Connection</c>.</param>
    public static Refusal NotFound(string what) => new(StatusCodes.Status404NotFound, $"{what} not found.");

    /// <summary>The state of things is against it (409).</summary>
    public static Refusal Conflict(string message) => new(StatusCodes.Status409Conflict, message);
}

/// <summary>What is wrong with one field or parameter.</summary>
/// <param name="Field">Its name or path, as the caller wrote it.</param>
/// <param name="Message">The reason.</param>
public sealed record FieldError(string Field, string Message);

using System.Globalization;
using System.Net;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>What Tryton says instead of a result: <c>"error": [kind, details]</c>, with HTTP 200.</summary>
/// <param name="Kind">The exception's name, or the text of an exception that nobody expected.</param>
/// <param name="Message">What it says to a person; null for an exception that nobody expected.</param>
/// <param name="WarningKey">For a warning, the name under which it is confirmed.</param>
internal sealed record TrytonError(string Kind, string? Message, string? WarningKey)
{
    public static TrytonError Read(JsonElement answer)
    {
        if (
            !answer.TryGetProperty("error", out var error)
            || error.ValueKind is not JsonValueKind.Array
            || error.GetArrayLength() is 0
        )
        {
            return new TrytonError("", null, null);
        }

        var kind = Text(error, 0) ?? "";
        return kind switch
        {
            "UserError" => new TrytonError(kind, Join(Text(error[1], 0), Text(error[1], 1)), null),
            "UserWarning" => new TrytonError(kind, Join(Text(error[1], 1), Text(error[1], 2)), Text(error[1], 0)),
            "ConcurrencyException" => new TrytonError(kind, "The record was changed by someone else.", null),
            "LoginException" or "RateLimitException" => new TrytonError(kind, null, null),
            _ => new TrytonError(kind, null, null),
        };
    }

    /// <param name="isRead">Whether the call only reads: what a person may be told then is a matter of rights.</param>
    public SourceFailure ToFailure(bool isRead) =>
        Kind switch
        {
            "UserError" when isRead => new SourceFailure(
                SourceFailureCategory.Permission,
                Message ?? "Tryton does not let this user read that."
            ),
            "UserError" or "UserWarning" or "ConcurrencyException" => new SourceFailure(
                SourceFailureCategory.Rejected,
                Message ?? "Tryton refused without a reason."
            ),
            "LoginException" => new SourceFailure(
                SourceFailureCategory.Authentication,
                "Tryton asks this user for more than a password."
            ),
            "RateLimitException" => new SourceFailure(
                SourceFailureCategory.RateLimited,
                "Tryton limits how often this user may try."
            ),
            // SQLite, and PostgreSQL when transactions collide: Tryton has retried and rolled back.
            _ when Kind.Contains("locked", StringComparison.OrdinalIgnoreCase)
                    || Kind.Contains("serialize", StringComparison.OrdinalIgnoreCase) => new SourceFailure(
                SourceFailureCategory.Unavailable,
                "Tryton's database is busy."
            ),
            _ => new SourceFailure(
                SourceFailureCategory.Malformed,
                "Tryton met an error of its own; its log says more."
            ),
        };

    public SourceFailure ToLoginFailure() =>
        Kind.Contains("doesn't exist", StringComparison.Ordinal)
            ? new SourceFailure(SourceFailureCategory.NotFound, "The Tryton server has no database of this name.")
            : ToFailure(isRead: false);

    public static SourceFailure ToFailure(HttpResponseMessage response) =>
        response.StatusCode switch
        {
            HttpStatusCode.Forbidden => new SourceFailure(
                SourceFailureCategory.Permission,
                "Tryton does not let this user do that."
            ),
            HttpStatusCode.NotFound => new SourceFailure(
                SourceFailureCategory.NotFound,
                "There is no Tryton database at this address."
            ),
            HttpStatusCode.TooManyRequests => new SourceFailure(
                SourceFailureCategory.RateLimited,
                "Tryton limits how often this user may try."
            )
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            },
            HttpStatusCode.ServiceUnavailable => new SourceFailure(
                SourceFailureCategory.Unavailable,
                "The Tryton server is not available."
            )
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            },
            // What stands before Tryton gave up waiting, or Tryton fell over: the work may have been done.
            >= HttpStatusCode.InternalServerError => new SourceFailure(
                SourceFailureCategory.Lost,
                string.Create(CultureInfo.InvariantCulture, $"The Tryton server answered {(int)response.StatusCode}.")
            ),
            _ => new SourceFailure(
                SourceFailureCategory.Malformed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server answered {(int)response.StatusCode}, which Tryton does not."
                )
            ),
        };

    private static string? Text(JsonElement array, int index) =>
        array.ValueKind is JsonValueKind.Array
        && array.GetArrayLength() > index
        && array[index].ValueKind is JsonValueKind.String
            ? array[index].GetString()
            : null;

    private static string? Join(string? message, string? description) =>
        string.IsNullOrWhiteSpace(description) ? message : $"{message} {description}";
}

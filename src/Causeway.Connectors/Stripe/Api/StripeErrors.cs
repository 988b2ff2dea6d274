using System.Net;
using Causeway.Contracts.Connectors;
using Net = global::Stripe;

namespace Causeway.Connectors.Stripe.Api;

/// <summary>What Stripe's refusals mean.</summary>
internal static class StripeErrors
{
    // The account was disconnected from the application, or was closed.
    private static readonly string[] s_accessEnded = ["account_invalid", "api_key_expired", "platform_api_key_expired"];

    /// <summary>The failure that an exception of the official client stands for.</summary>
    /// <param name="refused">The exception.</param>
    /// <param name="address">What was asked for.</param>
    /// <param name="now">The time, for a wait that Stripe gives as an instant.</param>
    public static SourceFailure ToFailure(Net.StripeException refused, string address, DateTimeOffset now)
    {
        var resource = ResourceOf(address);
        var code = CodeOf(refused.StripeError);
        var wait = RetryAfter.Of(refused.StripeResponse?.Headers, now);
        var again = ShouldRetry(refused.StripeResponse);
        return refused.HttpStatusCode switch
        {
            HttpStatusCode.Unauthorized => new(
                SourceFailureCategory.Authentication,
                "Stripe does not accept this authorization any more: it was revoked, replaced, or has expired."
            ),
            HttpStatusCode.Forbidden when s_accessEnded.Contains(code, StringComparer.Ordinal) => new(
                SourceFailureCategory.Authentication,
                "Stripe has ended the access to this account."
            ),
            HttpStatusCode.Forbidden => new(
                SourceFailureCategory.Permission,
                $"This authorization may not read {resource} at Stripe. Give the restricted key the permission to read it."
            ),
            HttpStatusCode.TooManyRequests => new(
                SourceFailureCategory.RateLimited,
                "Stripe is getting too many calls for this account."
            )
            {
                RetryAfter = wait,
            },
            HttpStatusCode.NotFound or HttpStatusCode.BadRequest when IsMissing(refused, code) => new(
                SourceFailureCategory.NotFound,
                $"Stripe has no such record of {resource}."
            ),
            _ when again is true => Busy(refused, wait),
            // It says itself that trying again would bring the same.
            >= HttpStatusCode.InternalServerError when again is false => new(
                SourceFailureCategory.Rejected,
                $"Stripe can't answer for {resource} ({(int)refused.HttpStatusCode}), now or later."
            ),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.Conflict or HttpStatusCode.FailedDependency => Busy(
                refused,
                wait
            ),
            >= HttpStatusCode.BadRequest => new(
                SourceFailureCategory.Rejected,
                $"Stripe refuses what was asked of {resource}{(code is null ? "" : $" ({code})")}."
            ),
            _ => new(SourceFailureCategory.Malformed, $"Stripe's answer at {resource} can't be understood."),
        };
    }

    /// <summary>What an address leads to, without ids and parameters: <c>invoices</c>.</summary>
    public static string ResourceOf(string address)
    {
        var parts = address.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', parts.Where(p => p is not "v1" && !p.Any(char.IsAsciiDigit)));
    }

    private static SourceFailure Busy(Net.StripeException refused, TimeSpan? wait) =>
        new(SourceFailureCategory.Unavailable, $"Stripe can't answer at the moment ({(int)refused.HttpStatusCode}).")
        {
            RetryAfter = wait,
        };

    private static bool IsMissing(Net.StripeException refused, string? code) =>
        refused.HttpStatusCode is HttpStatusCode.NotFound || code is "resource_missing";

    // A code is a word of Stripe's, never a text.
    private static string? CodeOf(Net.StripeError? error) =>
        (error?.Code ?? error?.Error) is { Length: > 0 and <= 64 } code
        && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
            ? code
            : null;

    private static bool? ShouldRetry(Net.StripeResponse? response) =>
        response?.Headers?.TryGetValues("Stripe-Should-Retry", out var values) is true
        && bool.TryParse(values.FirstOrDefault(), out var again)
            ? again
            : null;
}

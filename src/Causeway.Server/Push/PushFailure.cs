using Causeway.Contracts.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Push;

/// <summary>What a source's failure is in the API's terms.</summary>
public static class PushFailure
{
    /// <summary>The status code of a write that the source refused.</summary>
    public static int StatusCodeOf(SourceFailureCategory category) =>
        category switch
        {
            SourceFailureCategory.Authentication => StatusCodes.Status401Unauthorized,
            SourceFailureCategory.Permission => StatusCodes.Status403Forbidden,
            SourceFailureCategory.NotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };

    /// <summary>The refusal of a request that had to ask the source and could not.</summary>
    public static Refusal ToRefusal(SourceFailure failure) =>
        failure.Category switch
        {
            SourceFailureCategory.RateLimited => new Refusal(StatusCodes.Status429TooManyRequests, failure.Message)
            {
                RetryAfter = failure.RetryAfter ?? TimeSpan.FromMinutes(1),
            },
            SourceFailureCategory.Unavailable or SourceFailureCategory.Lost or SourceFailureCategory.Configuration =>
                new Refusal(StatusCodes.Status503ServiceUnavailable, failure.Message)
                {
                    RetryAfter = failure.RetryAfter,
                },
            SourceFailureCategory.Malformed => new Refusal(StatusCodes.Status502BadGateway, failure.Message),
            SourceFailureCategory.Permission => new Refusal(StatusCodes.Status403Forbidden, failure.Message),
            // 401 would say that the caller's own key is refused.
            _ => Refusal.Invalid(failure.Message),
        };
}

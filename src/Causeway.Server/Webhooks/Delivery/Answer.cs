namespace Causeway.Server.Webhooks.Delivery;

/// <summary>What came of one request to an endpoint.</summary>
public sealed record Answer
{
    public required DateTimeOffset Attempted { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The status of the answer, if there was one.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why there was no answer, or none that is whole.</summary>
    public string? Error { get; init; }

    /// <summary>The header <c>webhook-signature</c> that was sent.</summary>
    public required string Signature { get; init; }

    /// <summary>The headers of the answer, as JSON.</summary>
    public string? ResponseHeaders { get; init; }

    /// <summary>The first kilobyte of the answer.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>How long the endpoint asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the endpoint asks not to be sent this message again.</summary>
    public bool IsAbort { get; init; }

    public bool IsSuccess => Error is null && StatusCode is >= 200 and < 300;

    /// <summary>Whether the endpoint is gone for good.</summary>
    public bool IsGone => StatusCode is StatusCodes.Status410Gone;

    /// <summary>Whether the endpoint has too much to do.</summary>
    public bool IsOverloaded =>
        RetryAfter is not null && !IsSuccess
        || StatusCode
            is StatusCodes.Status429TooManyRequests
                or StatusCodes.Status502BadGateway
                or StatusCodes.Status504GatewayTimeout;

    /// <summary>What went wrong, for a person.</summary>
    public string Reason =>
        Error
        ?? (
            StatusCode is >= 300 and < 400
                ? $"It answered {StatusCode}, and redirects are not followed."
                : $"It answered {StatusCode}."
        );
}

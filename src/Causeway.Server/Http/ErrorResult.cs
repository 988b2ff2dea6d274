using System.Globalization;

namespace Causeway.Server.Http;

/// <summary>Answers a refusal in the API's error shape, and leaves a line in the log by which it can be found.</summary>
public sealed partial class ErrorResult(Refusal refusal) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = refusal.StatusCode;
        if (refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var correlationId = CorrelationId.Of(httpContext);
        var request = httpContext.Request;
        Log.Refused(
            httpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Causeway.Server.Http"),
            request.Method,
            request.Path,
            refusal.StatusCode,
            refusal.Message,
            correlationId
        );
        var body = new ErrorBody
        {
            StatusCode = refusal.StatusCode,
            Error = refusal.Message,
            CorrelationId = correlationId,
            CanBeRetried = CanBeRetried(refusal),
            Validation =
                refusal.Fields.Count == 0
                    ? null
                    : new ValidationBody(
                        [.. refusal.Fields.Select(f => new ValidationItemBody(f.Field, f.Message, "Request"))],
                        []
                    ),
        };
        return response.WriteAsJsonAsync(
            body,
            ApiJson.Default.ErrorBody,
            "application/json",
            httpContext.RequestAborted
        );
    }

    private static string CanBeRetried(Refusal refusal) =>
        refusal.StatusCode switch
        {
            StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "True",
            _ when refusal.RetryAfter is not null => "True",
            >= 500 => "Unknown",
            _ => "False",
        };

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Method} {Path} refused with {StatusCode}: {Reason} ({CorrelationId})"
        )]
        public static partial void Refused(
            ILogger logger,
            string method,
            string path,
            int statusCode,
            string reason,
            string correlationId
        );
    }
}

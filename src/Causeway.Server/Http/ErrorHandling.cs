using System.Text.Json;

namespace Causeway.Server.Http;

/// <summary>Turns everything that goes wrong outside an operation into the API's error body: bad bodies, unknown addresses, faults.</summary>
public static partial class ErrorHandling
{
    /// <summary>Catches what is thrown and gives a body to answers that have none.</summary>
    public static void Use(WebApplication app)
    {
        app.Use((context, next) => AnsweringFailuresAsync(context, next));
        app.UseStatusCodePages(context =>
            new ErrorResult(ForStatus(context.HttpContext)).ExecuteAsync(context.HttpContext)
        );
    }

    /// <summary>Goes on with a request; what is thrown becomes its answer.</summary>
    internal static async Task AnsweringFailuresAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, e);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        var refusal = ForException(exception);
        if (refusal.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            Log.Failed(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Causeway.Server.Http"),
                exception,
                context.Request.Method,
                context.Request.Path,
                CorrelationId.Of(context)
            );
        }

        // What spoke of the body that is not sent. Headers of the request as a whole (the quota) stay.
        var headers = context.Response.Headers;
        headers.Remove("Content-Type");
        headers.Remove("Content-Length");
        headers.Remove("Cache-Control");
        headers.Remove("ETag");
        await new ErrorResult(refusal).ExecuteAsync(context);
    }

    private static Refusal ForException(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => BodyRefusal.For(json),
            BadHttpRequestException bad => BodyRefusal.For(bad),
            JsonException json => BodyRefusal.For(json),
            _ => new Refusal(
                StatusCodes.Status500InternalServerError,
                "Something went wrong here; the correlation id finds it in the log."
            ),
        };

    private static Refusal ForStatus(HttpContext context) =>
        context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new Refusal(404, $"There is nothing at {context.Request.Path}."),
            StatusCodes.Status405MethodNotAllowed => new Refusal(
                405,
                $"{context.Request.Method} is not possible at {context.Request.Path}."
            ),
            StatusCodes.Status415UnsupportedMediaType => new Refusal(415, "The body must be application/json."),
            var status => new Refusal(status, "The request was refused."),
        };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed ({CorrelationId})")]
        public static partial void Failed(
            ILogger logger,
            Exception exception,
            string method,
            string path,
            string correlationId
        );
    }
}

using Causeway.Server.Http;
using Microsoft.AspNetCore.Diagnostics;

namespace Causeway.Server.Portal;

/// <summary>What a person sees when a page fails: that it is our fault, and the number that finds it in the log.</summary>
public static partial class FailurePage
{
    public static async Task AnswerAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var id = CorrelationId.Of(context);
        if (failure is not null)
        {
            Log.Failed(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Causeway.Server.Portal"),
                failure,
                context.Request.Path,
                id
            );
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Something went wrong · Causeway</title></head><body style="font-family:system-ui;max-width:36rem;margin:15vh auto;padding:0 1.5rem">
            <h1 style="font-size:1.4rem">Something went wrong here</h1>
            <p>It is not your fault, and nothing was lost. Try again; if it stays, give this number to whoever runs the server:</p>
            <p><code>{id}</code></p><p><a href="{PortalFeature.Root}">Back to the overview</a></p></body></html>
            """,
            context.RequestAborted
        );
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The Portal's page {Path} failed ({CorrelationId})")]
        public static partial void Failed(ILogger logger, Exception exception, string path, string correlationId);
    }
}

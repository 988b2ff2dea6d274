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

        await WriteAsync(
            context,
            StatusCodes.Status500InternalServerError,
            "Something went wrong here",
            $"It is not your fault, and nothing was lost. Try again; if it stays, give this number to whoever runs the server: {id}"
        );
    }

    /// <summary>Refuses a form that has no proof that it is ours, or one that is too old.</summary>
    public static Task StaleFormAsync(HttpContext context) =>
        WriteAsync(
            context,
            StatusCodes.Status400BadRequest,
            "This form is too old",
            "It was opened long ago, or before you signed in. Go back, load the page again and repeat it."
        );

    private static Task WriteAsync(HttpContext context, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{title} · Causeway</title></head><body style="font-family:system-ui;max-width:36rem;margin:15vh auto;padding:0 1.5rem">
            <h1 style="font-size:1.4rem">{title}</h1><p>{text}</p><p><a href="{PortalFeature.Root}">Back to the overview</a></p></body></html>
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

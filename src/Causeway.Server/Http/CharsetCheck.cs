using System.Text;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Http;

/// <summary>Refuses a body whose encoding nobody knows, which the framework takes for a fault of the server.</summary>
public static class CharsetCheck
{
    /// <summary>Checks each request that says how its body is encoded.</summary>
    public static void Use(WebApplication app) =>
        app.Use(
            (context, next) =>
                IsKnown(context.Request.ContentType)
                    ? next(context)
                    : new ErrorResult(
                        new Refusal(
                            StatusCodes.Status415UnsupportedMediaType,
                            "The charset of the Content-Type is not known; use UTF-8."
                        )
                        {
                            Fields = [new FieldError(HeaderNames.ContentType, "The charset is not known; use UTF-8.")],
                        }
                    ).ExecuteAsync(context)
        );

    private static bool IsKnown(string? contentType)
    {
        if (
            contentType is null
            || !contentType.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || type.Charset.Length == 0
        )
        {
            return true;
        }

        try
        {
            return Encoding.GetEncoding(type.Charset.ToString().Trim('"')) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Causeway.Server.Http;

/// <summary>An answer whose body is small: it is made whole, so that its length is known, and sent in one piece.</summary>
/// <typeparam name="T">The body.</typeparam>
internal sealed class JsonResult<T>(T value, JsonTypeInfo<T> json, int statusCode) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => statusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, json);
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        var sent = response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        return sent.IsCompletedSuccessfully ? Task.CompletedTask : sent.AsTask();
    }
}

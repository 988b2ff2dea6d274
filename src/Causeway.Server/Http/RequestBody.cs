using System.Buffers;

namespace Causeway.Server.Http;

/// <summary>Reads a body as it is, for whoever must keep it and not only what it says.</summary>
public static class RequestBody
{
    /// <summary>The largest body, in bytes: an invoice with ten thousand lines fits.</summary>
    public const int MaxSize = 8 * 1024 * 1024;

    /// <summary>Takes a JSON body whole.</summary>
    public static async Task<Outcome<byte[]>> ReadJsonAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        }

        var body = await ReadAsync(request, ct);
        return body is { Refusal: null, Value.Length: 0 } ? Refusal.Invalid("body", "The request has no body.") : body;
    }

    /// <summary>Takes a body whole, and leaves it to be read again.</summary>
    public static async Task<Outcome<byte[]>> BufferAsync(HttpRequest request, CancellationToken ct)
    {
        var body = await ReadAsync(request, ct);
        if (body.Refusal is null)
        {
            request.Body = new MemoryStream(body.Value, writable: false);
        }

        return body;
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxSize)
        {
            return TooLarge();
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > MaxSize)
            {
                return TooLarge();
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Refusal TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxSize} bytes.")
        {
            Fields = [new FieldError("body", $"The body is larger than {MaxSize} bytes.")],
        };
}

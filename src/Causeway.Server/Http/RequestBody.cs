using System.Buffers;

namespace Causeway.Server.Http;

/// <summary>Reads a JSON body as it is, for whoever must keep it and not only what it says.</summary>
public static class RequestBody
{
    /// <summary>The largest body, in bytes: an invoice with ten thousand lines fits.</summary>
    public const int MaxSize = 8 * 1024 * 1024;

    /// <summary>Takes the whole body.</summary>
    public static async Task<Outcome<byte[]>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(ct);
            if (read.Buffer.Length > MaxSize)
            {
                return new Refusal(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxSize} bytes.");
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body.Length > 0 ? body : Refusal.Invalid("body", "The request has no body.");
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

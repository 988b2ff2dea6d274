using Causeway.Server.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Files;

/// <summary>
/// Reads a form with files, one file at a time: the framework's own reader would keep all of them before anybody has looked at the first.
/// </summary>
public sealed class FileParts
{
    /// <summary>The name of the fields with files, in forms of our own and in refusals.</summary>
    public const string Field = "file";

    /// <summary>How many files are taken at a time.</summary>
    public const int MostFiles = 20;

    /// <summary>The size of a file at most, in bytes.</summary>
    public const int MaxFileSize = 10 * 1024 * 1024;

    /// <summary>The same, as people read it.</summary>
    public const int MaxFileMegabytes = MaxFileSize / (1024 * 1024);

    // Some more than all files may have: one too many is to be told of, and not cut off.
    private const long MaxBodySize = (MostFiles + 5) * (long)MaxFileSize;
    private const int MostFields = 10;
    private const int MaxFieldSize = 8 * 1024;
    private const int MaxBoundaryLength = 128;
    private const int BufferSize = 64 * 1024;

    private readonly MultipartReader reader;
    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private MultipartSection? next;
    private bool isEnded;

    private FileParts(MultipartReader reader) => this.reader = reader;

    /// <summary>What came before the first file.</summary>
    public IReadOnlyDictionary<string, string> Fields => fields;

    /// <summary>Opens the form of a request, and reads it to the first file.</summary>
    public static async Task<Outcome<FileParts>> OpenAsync(HttpRequest request, CancellationToken ct)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            return new Refusal(StatusCodes.Status415UnsupportedMediaType, "The body must be multipart/form-data.")
            {
                Fields = [new FieldError(HeaderNames.ContentType, "The body must be multipart/form-data.")],
            };
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > MaxBoundaryLength)
        {
            return Refusal.Invalid(
                HeaderNames.ContentType,
                "The Content-Type has no boundary, or one that is too long."
            );
        }

        // The server itself takes less of a body, unless it is told so before the first byte is read.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBodySize;
        }

        var parts = new FileParts(new MultipartReader(boundary, request.Body, BufferSize));
        return await parts.ReadFieldsAsync(ct) is { } problem ? problem.Refusal : parts;
    }

    /// <summary>The files, in their order; a problem ends it.</summary>
    public async IAsyncEnumerable<(IncomingFile? File, FileProblem? Problem)> FilesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        while (next is not null)
        {
            var file = await ReadFileAsync(next, ct);
            // A browser sends a field in which nothing was chosen, too.
            if (file.File is not { Name.Length: 0, Content.Length: 0 })
            {
                yield return file;
            }

            if (file.Problem is not null)
            {
                yield break;
            }

            if (await AdvanceAsync(ct) is { } problem)
            {
                yield return (null, problem);
                yield break;
            }
        }
    }

    /// <summary>Reads what is left, and forgets it: a browser shows an answer only when it has sent all.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        while (!isEnded && await AdvanceAsync(ct) is null) { }
    }

    private async Task<FileProblem?> ReadFieldsAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await AdvanceAsync(ct) is { } problem)
            {
                return problem;
            }

            if (next is null || NameOf(next).File is not null)
            {
                return null;
            }

            var name = NameOf(next).Field;
            var (bytes, broken) = await BytesAsync(next, MaxFieldSize, ct);
            if (bytes is null || fields.Count == MostFields)
            {
                return broken ?? new FileProblem(FileFault.Field, name);
            }

            fields[name] = System.Text.Encoding.UTF8.GetString(bytes);
        }
    }

    private async Task<(IncomingFile? File, FileProblem? Problem)> ReadFileAsync(
        MultipartSection section,
        CancellationToken ct
    )
    {
        var (field, given) = NameOf(section);
        // Whatever the field is called: the published clients have names of their own for it.
        if (given is null)
        {
            return (null, new FileProblem(FileFault.Field, field));
        }

        var name = FileNames.Clean(given);
        var (bytes, broken) = await BytesAsync(section, MaxFileSize, ct);
        return bytes is null
            ? (null, broken ?? new FileProblem(FileFault.TooLarge, name))
            : (new IncomingFile(name, bytes), null);
    }

    private async Task<FileProblem?> AdvanceAsync(CancellationToken ct)
    {
        try
        {
            next = await reader.ReadNextSectionAsync(ct);
            isEnded = next is null;
            return null;
        }
        catch (Exception e) when (IsBroken(e))
        {
            next = null;
            isEnded = true;
            return Unreadable(e);
        }
    }

    /// <returns>The bytes; without them and without a problem, they are more.</returns>
    private async Task<(byte[]? Bytes, FileProblem? Problem)> BytesAsync(
        MultipartSection section,
        int most,
        CancellationToken ct
    )
    {
        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[BufferSize];
            int read;
            while ((read = await section.Body.ReadAsync(buffer, ct)) > 0)
            {
                if (bytes.Length + read > most)
                {
                    return (null, null);
                }

                bytes.Write(buffer, 0, read);
            }

            return (bytes.ToArray(), null);
        }
        catch (Exception e) when (IsBroken(e))
        {
            isEnded = true;
            return (null, Unreadable(e));
        }
    }

    // What the framework throws for a form that ends in the middle, has headers without end, or is larger than is read.
    private static bool IsBroken(Exception e) => e is IOException or InvalidDataException;

    private static FileProblem Unreadable(Exception e) =>
        new(
            e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? FileFault.TooLargeTogether
                : FileFault.Unreadable
        );

    private static (string Field, string? File) NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            ? (
                HeaderUtilities.RemoveQuotes(disposition.Name).ToString(),
                disposition.FileNameStar.HasValue ? disposition.FileNameStar.ToString()
                : disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(disposition.FileName).ToString()
                : null
            )
            : ("", null);
}

/// <summary>A file as it came.</summary>
/// <param name="Name">Its name, made safe; empty if nothing was left of it.</param>
/// <param name="Content">What is in it.</param>
public sealed record IncomingFile(string Name, byte[] Content);

using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Files;

/// <summary>Sends the files of a company as one archive, with a folder for each integration. One file at a time is in memory.</summary>
public sealed class DownloadFiles(CausewayDb db, ConnectorCatalog catalog)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/files/download", GetAsync).WithName("download-files");

    /// <summary>What is in a file, or null if there is none, or no more.</summary>
    public async Task<byte[]?> ContentAsync(CompanyId companyId, Guid id, CancellationToken ct) =>
        await db.Set<FileContent>()
            .AsNoTracking()
            .Where(c => c.CompanyId == companyId && c.FileId == id)
            .Select(c => c.Bytes)
            .SingleOrDefaultAsync(ct);

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        string? date,
        ListFiles list,
        DownloadFiles download,
        HttpContext http,
        CancellationToken ct
    )
    {
        DateOnly? day = null;
        if (!string.IsNullOrEmpty(date))
        {
            if (DayOf(date) is not { } given)
            {
                return new ErrorResult(Refusal.Invalid("date", "date must be a day such as 2026-01-31."));
            }

            day = given;
        }

        var files = await list.RunAsync(companyId, day, ct);
        if (files.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = "files.zip",
        }.ToString();
        http.Response.Headers.CacheControl = "no-store";
        await download.WriteAsync(companyId, files.Value, http.Response.BodyWriter, ct);
        return Results.Empty;
    }

    private async Task WriteAsync(
        CompanyId companyId,
        IReadOnlyList<FileRow> files,
        PipeWriter output,
        CancellationToken ct
    )
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // What the archive writes when it is closed, it writes at once, which a response does not take.
        using var archive = new ZipArchive(new PipeStream(output), ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            // It may have been deleted since the list was made.
            if (await ContentAsync(companyId, file.Id, ct) is not { } content)
            {
                continue;
            }

            var folder = FileNames.Clean(catalog.NameOf(file.IntegrationKey));
            // Most kinds are compressed already.
            var entry = archive.CreateEntry(FileNames.Unique($"{folder}/{file.Name}", taken), CompressionLevel.Fastest);
            entry.LastWriteTime = file.Uploaded;
            using (var stream = entry.Open())
            {
                stream.Write(content);
            }

            // The client takes it before the next one is read.
            await output.FlushAsync(ct);
        }
    }

    // An instant is that day in UTC. A plus of its offset that was not escaped has become a space.
    private static DateOnly? DayOf(string text) =>
        DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'),
            Days,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? DateOnly.FromDateTime(instant.UtcDateTime)
            : null;
}

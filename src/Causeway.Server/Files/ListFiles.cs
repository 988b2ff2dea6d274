using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Files;

/// <summary>Lists the files that a company uploaded, in the order in which they came.</summary>
public sealed class ListFiles(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/files", GetAsync).WithName("list-files");

    /// <summary>All of a company.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="day">Only those uploaded on this day, in UTC; null for all.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Outcome<List<FileRow>>> RunAsync(CompanyId companyId, DateOnly? day, CancellationToken ct)
    {
        var files = Seen(companyId);
        if (day is { } one)
        {
            var from = new DateTimeOffset(one.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            files =
                one < DateOnly.MaxValue
                    ? files.Where(f => f.Uploaded >= from && f.Uploaded < from.AddDays(1))
                    : files.Where(f => f.Uploaded >= from);
        }

        var rows = await RowsAsync(files, ct);
        return rows.Count == 0 && !await db.Set<Company>().AnyAsync(c => c.Id == companyId, ct)
            ? Refusal.NotFound($"Company {companyId}")
            : rows;
    }

    /// <summary>All of a connection.</summary>
    public Task<List<FileRow>> OfAsync(CompanyId companyId, ConnectionId connectionId, CancellationToken ct) =>
        RowsAsync(Seen(companyId).Where(f => f.ConnectionId == connectionId), ct);

    /// <summary>One file.</summary>
    public async Task<FileRow?> FindAsync(CompanyId companyId, Guid id, CancellationToken ct) =>
        (await RowsAsync(Seen(companyId).Where(f => f.Id == id), ct)).SingleOrDefault();

    private IQueryable<CompanyFile> Seen(CompanyId companyId) =>
        db.Set<CompanyFile>().Where(f => f.CompanyId == companyId && f.Uploaded != null);

    private Task<List<FileRow>> RowsAsync(IQueryable<CompanyFile> files, CancellationToken ct) =>
        (
            from file in files
            join connection in db.Set<Connection>() on file.ConnectionId equals connection.Id
            orderby file.Uploaded, file.UploadId, file.Number
            select new FileRow(
                file.Id,
                file.Name,
                file.Size,
                file.Uploaded!.Value,
                connection.IntegrationKey,
                connection.SourceType
            )
        ).ToListAsync(ct);

    private static async Task<IResult> GetAsync(CompanyId companyId, ListFiles list, CancellationToken ct) =>
        (await list.RunAsync(companyId, null, ct))
            .Then(rows => rows.ConvertAll(r => new FileBody(r.Name, r.SourceType, r.Uploaded)))
            .ToHttp(FileJson.Default.ListFileBody);
}

/// <summary>A file without what is in it.</summary>
public sealed record FileRow(
    Guid Id,
    string Name,
    int Size,
    DateTimeOffset Uploaded,
    string IntegrationKey,
    SourceType SourceType
);

/// <summary>A file as the API has it.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="SourceType">The kind of source that it stands in for.</param>
/// <param name="Uploaded">When it was uploaded.</param>
public sealed record FileBody(string FileName, SourceType SourceType, DateTimeOffset Uploaded);

/// <summary>JSON of this slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(List<FileBody>))]
public sealed partial class FileJson : JsonSerializerContext;

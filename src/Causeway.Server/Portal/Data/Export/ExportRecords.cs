using System.Globalization;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Query;
using Causeway.Server.Records;
using Causeway.Server.Records.Store;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>All records of a data type that a query lets through, as a file: read and sent slice by slice, however many there are.</summary>
public static class ExportRecords
{
    public static void Map(IEndpointRouteBuilder routes) =>
        PermissionCheck.Needs(
            routes.MapGet("/companies/{companyId}/connections/{connectionId}/data/{dataType}/export", GetAsync),
            Permission.SeeData
        );

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        string? format,
        string? query,
        HttpContext http,
        RecordBrowser browser,
        RecordRefusals refusals,
        IRecordReads reads,
        PortalUsers users,
        IServiceScopeFactory scopes,
        TimeProvider time
    )
    {
        var ct = http.RequestAborted;
        if (!DataType.TryGet(dataType, out var type) || !RecordRoutes.Types.Contains(type))
        {
            return new ErrorResult(Refusal.NotFound("Data type"));
        }

        if (Format(format) is not { } kind)
        {
            return new ErrorResult(Refusal.Invalid("format", "format must be csv, json or parquet."));
        }

        if (!QueryFilter.Parse(query, RecordFields.Of(type)).Succeeded(out var filter, out var error))
        {
            return new ErrorResult(error.ToRefusal("query"));
        }

        var place = await browser.PlaceAsync(companyId, connectionId, ct);
        if (place.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        // Nothing is sent before it is certain that there is something.
        var scope = new RecordScope(companyId, connectionId, type);
        var slice = new RecordSlice();
        var answer = await reads.ReadSliceAsync(scope, filter, slice, ct);
        if (answer.Found is not RecordsFound.Yes)
        {
            return new ErrorResult(await refusals.ForAsync(scope, answer, null, ct));
        }

        var now = time.GetUtcNow();
        if (await users.FindAsync(http.User, ct) is { } user)
        {
            var what = $"Exported {type.Key} of {place.Value.Company} from {place.Value.Platform} as {kind.Extension}";
            await PortalAction.WriteAsync(scopes, user, what, now, ct);
        }

        http.Response.ContentType = kind.ContentType;
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileNameStar = FileName(place.Value.Company, type, now, kind.Extension),
        }.ToString();
        await http.Response.StartAsync(ct);
        var file = kind.Open(http.Response, type);
        await file.BeginAsync(ct);
        while (slice.Count > 0)
        {
            await file.WriteAsync(slice, ct);
            // A data type that is read anew meanwhile goes on; a connection that is deleted leaves a file that is plainly broken off.
            if ((await reads.ReadSliceAsync(scope, filter, slice, ct)).Found is not RecordsFound.Yes)
            {
                http.Abort();
                return Results.Empty;
            }
        }

        await file.EndAsync(ct);
        return Results.Empty;
    }

    private static ExportFormat? Format(string? name) =>
        name switch
        {
            null or "" or "csv" => new(
                "csv",
                "text/csv; charset=utf-8",
                (r, type) => new CsvExport(r.BodyWriter, type)
            ),
            "json" => new("json", "application/json; charset=utf-8", (r, _) => new JsonExport(r.BodyWriter)),
            "parquet" => new(
                "parquet",
                "application/vnd.apache.parquet",
                (r, type) => new ParquetExport(r.BodyWriter, type)
            ),
            _ => null,
        };

    private static string FileName(string company, DataType type, DateTimeOffset now, string extension)
    {
        var name = new StringBuilder();
        foreach (var letter in company.Normalize().Take(60))
        {
            name.Append(char.IsLetterOrDigit(letter) ? letter : '-');
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}-{type.Key}-{now.UtcDateTime:yyyy-MM-dd}.{extension}"
        );
    }

    private sealed record ExportFormat(
        string Extension,
        string ContentType,
        Func<HttpResponse, DataType, IExportFile> Open
    );
}

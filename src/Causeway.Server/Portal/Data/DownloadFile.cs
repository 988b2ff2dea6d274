using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Files;
using Causeway.Server.Http;
using Causeway.Server.Portal.Permissions;
using Microsoft.Net.Http.Headers;

namespace Causeway.Server.Portal.Data;

/// <summary>Sends a file that a company uploaded, to be kept and not to be shown: nobody has looked for viruses in it.</summary>
public static class DownloadFile
{
    public static void Map(IEndpointRouteBuilder routes) =>
        PermissionCheck.Needs(routes.MapGet("/companies/{companyId}/files/{fileId}", GetAsync), Permission.SeeData);

    /// <summary>Where a file is, below the Portal's root.</summary>
    public static string AddressOf(CompanyId company, Guid file) => $"companies/{company}/files/{file}";

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        Guid fileId,
        HttpContext http,
        ListFiles list,
        DownloadFiles download,
        PortalUsers users,
        IServiceScopeFactory scopes,
        TimeProvider time,
        CancellationToken ct
    )
    {
        if (
            await list.FindAsync(companyId, fileId, ct) is not { } file
            || await download.ContentAsync(companyId, fileId, ct) is not { } content
        )
        {
            return new ErrorResult(Refusal.NotFound("File"));
        }

        if (await users.FindAsync(http.User, ct) is { } user)
        {
            await PortalAction.WriteAsync(
                scopes,
                user,
                $"Downloaded {file.Name} of company {companyId}",
                time.GetUtcNow(),
                ct
            );
        }

        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileNameStar = file.Name,
        }.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(content, "application/octet-stream");
    }
}

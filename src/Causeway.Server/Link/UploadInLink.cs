using Causeway.Server.Connections;
using Causeway.Server.Files;
using Causeway.Server.Link.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Link;

/// <summary>The page on which a company's user uploads files, in the place of a system.</summary>
public static class UploadInLink
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/link/{companyId}/{connectionId}/files", PostAsync).DisableAntiforgery();

    /// <summary>The page, with what was uploaded before.</summary>
    public static async Task<IResult> ShowAsync(
        LinkPages pages,
        ListFiles files,
        LinkedPage about,
        string consentProof,
        CancellationToken ct,
        string? problem = null
    ) =>
        await pages.ShowAsync<Upload>(
            new()
            {
                [nameof(Upload.Page)] = about.Page,
                [nameof(Upload.Source)] = about.Source,
                [nameof(Upload.ConnectionId)] = about.Connection.Id,
                [nameof(Upload.ConsentProof)] = consentProof,
                [nameof(Upload.IsLinked)] = about.Connection.Status is ConnectionStatus.Linked,
                [nameof(Upload.Files)] = await files.OfAsync(about.Page.CompanyId, about.Connection.Id, ct),
                [nameof(Upload.Problem)] = problem,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );

    /// <summary>What is wrong with files, in the words of whoever chose them.</summary>
    public static string Words(LinkTexts texts, FileProblem problem) =>
        texts[
            $"upload.{(problem.Fault is FileFault.Field ? FileFault.Unreadable : problem.Fault)}",
            ("name", problem.Name),
            ("most", $"{FileParts.MostFiles}"),
            ("size", $"{FileParts.MaxFileMegabytes}"),
            ("kinds", FileKinds.Listed)
        ];

    private static async Task<IResult> PostAsync(
        string companyId,
        string connectionId,
        HttpContext http,
        LinkPages pages,
        ConsentProof consent,
        UploadFiles upload,
        ListFiles files,
        CancellationToken ct
    )
    {
        var form = await FileParts.OpenAsync(http.Request, ct);
        if (form.Refusal is not null)
        {
            return await LinkProblems.StaleAsync(pages, ct);
        }

        var parts = form.Value;
        if (!await IsOursAsync(http, parts))
        {
            await parts.DrainAsync(ct);
            return await LinkProblems.StaleAsync(pages, ct);
        }

        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            await parts.DrainAsync(ct);
            return await pages.NotFoundAsync(ct);
        }

        var (company, connection) = (about.Page.CompanyId, about.Connection);
        var proof = parts.Fields.GetValueOrDefault("consent") ?? "";
        if (connection.Status is not ConnectionStatus.Linked && !consent.IsGiven(connection.Id, proof))
        {
            await parts.DrainAsync(ct);
            return CompanyPages.SeeOther(about.Page.To(LinkPaths.Start(company, connection.Id)));
        }

        var outcome = await upload.RunAsync(company, connection.Id, parts, ConnectionActor.CompanyUser, ct);
        return outcome switch
        {
            { Refusal: null } => CompanyPages.SeeOther(about.Page.To(LinkPaths.Done(company, connection.Id))),
            { Problem: { } problem } => await ShowAsync(pages, files, about, proof, ct, Words(about.Page.T, problem)),
            { Refusal: var refusal } => await LinkProblems.NotConnectedAsync(
                pages,
                about,
                refusal,
                AuthorizationFault.Other
            ),
        };
    }

    // The token is in the form, before the files; whoever looks for it there would keep all of them first.
    private static async Task<bool> IsOursAsync(HttpContext http, FileParts parts)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        var options = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;
        if (
            options.HeaderName is not { } header
            || parts.Fields.GetValueOrDefault(options.FormFieldName) is not { Length: > 0 } token
        )
        {
            return false;
        }

        http.Request.Headers[header] = token;
        return await antiforgery.IsRequestValidAsync(http);
    }
}

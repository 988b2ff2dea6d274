using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Files;
using Causeway.Server.Http;

namespace Causeway.Server.Link.Embedded;

/// <summary>A component's form for files: what was uploaded, and more of them.</summary>
public static class UploadEmbedded
{
    public static void Map(IEndpointRouteBuilder component)
    {
        component.MapGet("/connections/{connectionId}/files", GetAsync);
        component.MapPost("/connections/{connectionId}/files", PostAsync);
    }

    private static async Task<IResult> GetAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        ListFiles list,
        CancellationToken ct
    )
    {
        var found = await company.FindAsync(connectionId, ct);
        if (found.Refusal is { } unknown)
        {
            return new ErrorResult(unknown);
        }

        var files = await list.OfAsync(company.Id, connectionId, ct);
        return TypedResults.Json(
            new EmbeddedFilesBody
            {
                Files = files.ConvertAll(f => new EmbeddedFileBody(f.Name, f.Size, f.Uploaded)),
                Accept = FileKinds.Accept,
                Kinds = FileKinds.All,
                MostFiles = FileParts.MostFiles,
                MaxSize = FileParts.MaxFileSize,
            },
            EmbeddedJson.Default.EmbeddedFilesBody
        );
    }

    private static async Task<IResult> PostAsync(
        ConnectionId connectionId,
        HttpRequest request,
        EmbeddedCompany company,
        ConsentProof consent,
        UploadFiles upload,
        CancellationToken ct
    )
    {
        var form = await FileParts.OpenAsync(request, ct);
        if (form.Refusal is { } unreadable)
        {
            return new ErrorResult(unreadable);
        }

        var parts = form.Value;
        var found = await company.FindToAuthorizeAsync(connectionId, ct);
        if (ReasonAgainst(found, consent, parts) is { } reason)
        {
            await parts.DrainAsync(ct);
            return new ErrorResult(reason);
        }

        var outcome = await upload.RunAsync(company.Id, connectionId, parts, ConnectionActor.CompanyUser, ct);
        if (outcome.Problem is { } problem)
        {
            var words = UploadInLink.Words(await company.TextsAsync(ct), problem);
            return new ErrorResult(problem.Refusal with { Message = words });
        }

        return outcome.Refusal is { } refusal
            ? new ErrorResult(refusal)
            : (await company.FindAsync(connectionId, ct))
                .Then(now => company.BodyOf(now.Connection, now.Entry.Manifest))
                .ToHttp(EmbeddedJson.Default.EmbeddedConnectionBody);
    }

    // Who has agreed once may upload more.
    private static Refusal? ReasonAgainst(Outcome<KnownConnection> found, ConsentProof consent, FileParts parts) =>
        found.Refusal
        ?? (
            found.Value.Connection is { Status: not ConnectionStatus.Linked } connection
            && !consent.IsGiven(connection.Id, parts.Fields.GetValueOrDefault("consent"))
                ? AuthorizeEmbedded.NoConsent
                : null
        );
}

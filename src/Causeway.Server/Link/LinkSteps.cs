using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Link.Pages;

namespace Causeway.Server.Link;

/// <summary>One connection's way through Link: consent, authorization, and out again.</summary>
public static class LinkSteps
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        // Both forms of the link are in the wild.
        pages.MapGet("/companies/{companyId}/connections/{connectionId}/start", StartAsync);
        pages.MapGet("/link/start/{companyId}/{connectionId}", StartAsync);
        var steps = pages.MapGroup("/link/{companyId}/{connectionId}");
        steps.MapGet("/start", StartAsync);
        steps.MapPost("/consent", ConsentAsync);
        steps.MapPost("/cancel", CancelAsync);
        steps.MapPost("/unlink", UnlinkAsync);
        steps.MapGet("/done", DoneAsync);
        steps.MapGet("/finish", FinishAsync);
    }

    private static async Task<IResult> StartAsync(
        string companyId,
        string connectionId,
        LinkPages pages,
        AuthorizeAtSource atSource,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        // Its user agreed once, and has come back to give the access again.
        if (
            about.Connection.Status is ConnectionStatus.Deauthorized or ConnectionStatus.Unlinked
            && await atSource.FindEnteredAsync(about, ct) is { } entered
        )
        {
            return await atSource.LeaveAsync(about, entered, ct);
        }

        return await pages.ShowAsync<Consent>(
            new()
            {
                [nameof(Consent.Page)] = about.Page,
                [nameof(Consent.Source)] = about.Source,
                [nameof(Consent.ConnectionId)] = about.Connection.Id,
                [nameof(Consent.DataTypes)] = SharedData.Of(about.Entry),
                [nameof(Consent.Writes)] = about.Entry.Parts.Writers.Count > 0,
                [nameof(Consent.AlreadyLinked)] = about.Connection.Status is ConnectionStatus.Linked,
                [nameof(Consent.LeadsToSource)] = AuthorizeAtSource.NeedsNothingFirst(about),
                [nameof(Consent.HasKey)] = about.Entry.Manifest.Auth is ConnectorAuth.OAuth2 { Otherwise: not null },
            },
            leadsTo: AuthorizeAtSource.OriginOf(about)
        );
    }

    private static async Task<IResult> ConsentAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        LinkPages pages,
        ConsentProof consent,
        AuthorizeAtSource atSource,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        var byKey = request.Form["by"].ToString() is "key";
        return AuthorizeAtSource.NeedsNothingFirst(about) && !byKey
            ? await atSource.LeaveAsync(about, new Dictionary<string, string?>(), ct)
            : await pages.ShowAsync<Authorize>(
                AuthorizeInLink.Form(about, consent.Give(about.Connection.Id), byKey),
                leadsTo: AuthorizeAtSource.OriginOf(about)
            );
    }

    private static async Task<IResult> CancelAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        LinkPages pages,
        LinkRedirect redirect,
        RecordAuthorizationFailure failure,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        var cancelled = LinkOutcome.Cancelled;
        await failure.RunAsync(
            about.Connection.Id,
            cancelled.StatusCode,
            cancelled.StatusText,
            cancelled.ErrorMessage ?? cancelled.StatusText,
            ct
        );
        return await LeaveAsync(pages, redirect, cancelled, about.Page, about, request.Query, ct);
    }

    private static async Task<IResult> UnlinkAsync(
        string companyId,
        string connectionId,
        LinkPages pages,
        UnlinkConnection unlink,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        // If it is not linked any more, it is what the user wanted.
        await unlink.RunAsync(about.Page.CompanyId, about.Connection.Id, ConnectionActor.CompanyUser, ct);
        return CompanyPages.SeeOther(LinkPaths.Company(about.Page.CompanyId) + about.Page.Query);
    }

    private static async Task<IResult> DoneAsync(
        string companyId,
        string connectionId,
        LinkPages pages,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        if (about.Connection.Status is not ConnectionStatus.Linked)
        {
            return CompanyPages.SeeOther(LinkPaths.Start(about.Page.CompanyId, about.Connection.Id) + about.Page.Query);
        }

        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = about.Page,
                [nameof(Result.Title)] = $"{about.Source.Name} is connected",
                [nameof(Result.Message)] =
                    $"{about.Page.ClientName} is reading your data now. You need not wait for it.",
                [nameof(Result.Good)] = true,
                [nameof(Result.Primary)] = new LinkAction(
                    "Finish",
                    LinkPaths.Finish(about.Page.CompanyId, about.Connection.Id) + about.Page.Query
                ),
                [nameof(Result.Secondary)] = new LinkAction(
                    "Connect another system",
                    LinkPaths.Company(about.Page.CompanyId) + about.Page.Query
                ),
            }
        );
    }

    private static async Task<IResult> FinishAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        LinkPages pages,
        LinkRedirect redirect,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        var outcome = about.Connection.Status is ConnectionStatus.Linked ? LinkOutcome.Done : LinkOutcome.NothingNew;
        return await LeaveAsync(pages, redirect, outcome, about.Page, about, request.Query, ct);
    }

    /// <summary>Sends the user where the client wants, and says goodbye if it wants nothing.</summary>
    public static async Task<IResult> LeaveAsync(
        LinkPages pages,
        LinkRedirect redirect,
        LinkOutcome outcome,
        LinkPage page,
        LinkedPage? about,
        IQueryCollection query,
        CancellationToken ct
    )
    {
        if (await redirect.AddressAsync(outcome, page, about, query, ct) is { } address)
        {
            return CompanyPages.SeeOther(address.AbsoluteUri);
        }

        var cancelled = outcome == LinkOutcome.Cancelled;
        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = cancelled ? "Nothing was shared" : "All done",
                [nameof(Result.Message)] = cancelled
                    ? "You cancelled. You can come back to this link whenever you like."
                    : $"Thank you. You can close this page, and come back to it to see or end what you share with {page.ClientName}.",
                [nameof(Result.Good)] = !cancelled,
                [nameof(Result.Primary)] = cancelled
                    ? new LinkAction("Back", LinkPaths.Company(page.CompanyId) + page.Query)
                    : null,
            }
        );
    }
}

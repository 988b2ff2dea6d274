using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Files;
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
        ListFiles files,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        // Its user agreed when the first files came, and has more.
        if (about is { Source.TakesFiles: true, Connection.Status: ConnectionStatus.Linked })
        {
            return await UploadInLink.ShowAsync(pages, files, about, "", ct);
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
                [nameof(Consent.DataTypes)] = SharedData.Of(about.Entry, about.Page.T),
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
        ListFiles files,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        if (about.Source.TakesFiles)
        {
            return await UploadInLink.ShowAsync(pages, files, about, consent.Give(about.Connection.Id), ct);
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
        return CompanyPages.SeeOther(about.Page.To(LinkPaths.Overview(about.Page.CompanyId)));
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
            return CompanyPages.SeeOther(about.Page.To(LinkPaths.Start(about.Page.CompanyId, about.Connection.Id)));
        }

        var page = about.Page;
        var plan = new LinkPlan(page.Settings, await pages.ConnectionsAsync(page, ct));
        var next = plan.NextAfter(about.Source.Kind);
        var finish = new LinkAction(page.T["finish"], page.To(LinkPaths.Finish(page.CompanyId, about.Connection.Id)));
        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T[
                    about.Source.TakesFiles ? "upload.done.title" : "done.title",
                    ("source", about.Source.Name)
                ],
                [nameof(Result.Message)] = page.T[about.Source.TakesFiles ? "upload.done.text" : "done.text"],
                [nameof(Result.Own)] = page.Own(page.Settings.Texts, t => t.Success),
                [nameof(Result.Step)] = "Done",
                [nameof(Result.Good)] = true,
                [nameof(Result.Primary)] = next is null
                    ? finish
                    : new LinkAction(
                        page.T["done.next", ("kind", page.T[$"kind.{next.Word}"])],
                        page.To(LinkPaths.Systems(page.CompanyId, next.Kind))
                    ),
                [nameof(Result.Secondary)] =
                    next is { IsOptional: true } && plan.IsComplete
                        ? finish
                        : new LinkAction(
                            page.T[next is null ? "done.another" : "choose.back"],
                            page.To(LinkPaths.Overview(page.CompanyId))
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
                [nameof(Result.Page)] = page with { Path = null },
                [nameof(Result.Title)] = page.T[cancelled ? "cancelled.title" : "end.title"],
                [nameof(Result.Message)] = page.T[cancelled ? "cancelled.text" : "end.text"],
                [nameof(Result.Good)] = !cancelled,
                [nameof(Result.Calm)] = cancelled,
                [nameof(Result.Primary)] = cancelled
                    ? new LinkAction(page.T["back"], page.To(LinkPaths.Overview(page.CompanyId)))
                    : null,
            }
        );
    }
}

using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Causeway.Server.Link.Embedded;
using Causeway.Server.Link.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Causeway.Server.Link;

/// <summary>Sends a user to a source to authorize there, and takes the user who comes back.</summary>
public sealed class AuthorizeAtSource(
    IHttpContextAccessor accessor,
    LinkPages pages,
    LinkRedirect redirect,
    StartAuthorization start,
    FinishAuthorization finish,
    EmbeddedWindow window
)
{
    private const string Cookie = BrowserSecrets.Cookie;

    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A Link page is made outside a request.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/link/callback/{platformKey}", CallbackAsync);
        routes.MapGet("/link/{companyId}/{connectionId}/organisation", ChooseAsync);
        routes.MapPost("/link/{companyId}/{connectionId}/organisation", ChooseAsync);
    }

    /// <summary>Whether a connection is authorized at its source, and the source can be gone to at once.</summary>
    public static bool NeedsNothingFirst(LinkedPage about) =>
        about.Entry.Manifest.Auth is ConnectorAuth.OAuth2 { Inputs.Count: 0 };

    /// <summary>What the user entered before leaving for the source the last time, or null if that must be asked.</summary>
    public Task<IReadOnlyDictionary<string, string?>?> FindEnteredAsync(LinkedPage about, CancellationToken ct) =>
        start.FindEnteredAsync(about.Connection, ct);

    /// <summary>Where a form that leads to the source leads, for the page's security policy.</summary>
    public static string? OriginOf(LinkedPage about) => StartAuthorization.OriginOf(about.Entry.Manifest);

    /// <summary>Sends the user to the source.</summary>
    public async Task<IResult> LeaveAsync(
        LinkedPage about,
        IReadOnlyDictionary<string, string?> given,
        CancellationToken ct
    )
    {
        var browser = Http.Request.Cookies[Cookie] ?? StartAuthorization.NewBrowser();
        var address = await start.RunAsync(about.Connection, given, browser, new WayOut(about.Page.Query), ct);
        if (address.Refusal is { } refusal)
        {
            return await LinkProblems.NotConnectedAsync(pages, about, refusal, LinkProblems.FaultOf(refusal));
        }

        LinkCookie.Give(Http, Cookie, browser);
        Http.Response.Headers.CacheControl = "no-store";
        return CompanyPages.SeeOther(address.Value.AbsoluteUri);
    }

    private static async Task<IResult> CallbackAsync(
        string platformKey,
        HttpRequest request,
        AuthorizeAtSource atSource,
        CancellationToken ct
    ) => await atSource.TakeBackAsync(platformKey, request, ct);

    private static async Task<IResult> ChooseAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        LinkPages pages,
        AuthorizeAtSource atSource,
        CancellationToken ct
    ) =>
        await pages.FindAsync(companyId, connectionId, ct) is { } about
            ? await atSource.TakeChoiceAsync(about, request, ct)
        : await atSource.FindEmbeddedAsync(companyId, connectionId, request, ct) is { } embedded
            ? await atSource.TakeChoiceAsync(embedded, request, ct)
        : await pages.NotFoundAsync(ct);

    // A company's pages that open with a password alone are open to whoever chooses on a way that a component began.
    private async Task<LinkedPage?> FindEmbeddedAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        CancellationToken ct
    ) =>
        CompanyId.TryParse(companyId, out var company)
        && ConnectionId.TryParse(connectionId, out var connection)
        && await finish.FindChoiceAsync(connection, BrowserSecrets.Of(request), ct) is { IsEmbedded: true } state
        && state.CompanyId == company
            ? await pages.FindAsync(company, connection, state.LinkQuery, ct)
            : null;

    private async Task<IResult> TakeBackAsync(string platformKey, HttpRequest request, CancellationToken ct)
    {
        var callback = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        var result = await finish.RunAsync(platformKey, callback, BrowserSecrets.Of(request), ct);
        var about = result.State is { } state
            ? await pages.FindAsync(state.CompanyId, state.ConnectionId, state.LinkQuery, ct)
            : null;
        if (about is null || result.Outcome is not { } outcome)
        {
            // Who has another's way back learns nothing of where it leads.
            var isTheirs = result.Fault is CallbackFault.Late or CallbackFault.Replayed;
            return await LinkProblems.ClosedWayAsync(pages, isTheirs ? about : null, result.Fault, ct);
        }

        if (result.State is { IsEmbedded: true } embedded && outcome is not AuthorizationOutcome.ChooseOrganisation)
        {
            return await window.EndAsync(about, embedded, outcome);
        }

        if (result.IsCancelled)
        {
            var query = new QueryCollection(QueryHelpers.ParseQuery(about.Page.Query));
            return await LinkSteps.LeaveAsync(pages, redirect, LinkOutcome.Cancelled, about.Page, about, query, ct);
        }

        // On to an address without the code in it.
        return outcome is AuthorizationOutcome.ChooseOrganisation
            ? CompanyPages.SeeOther(about.Page.To(LinkPaths.Organisation(about.Page.CompanyId, about.Connection.Id)))
            : await ShowAsync(about, outcome);
    }

    private async Task<IResult> TakeChoiceAsync(LinkedPage about, HttpRequest request, CancellationToken ct)
    {
        if (await finish.FindChoiceAsync(about.Connection.Id, BrowserSecrets.Of(request), ct) is not { } state)
        {
            return await LinkProblems.ClosedWayAsync(pages, about, CallbackFault.Late, ct);
        }

        var organisation = HttpMethods.IsPost(request.Method) ? request.Form["organisation"].ToString() : null;
        var outcome = await finish.ChooseAsync(state, organisation, ct);
        return state.IsEmbedded && outcome is not AuthorizationOutcome.ChooseOrganisation
            ? await window.EndAsync(about, state, outcome)
            : await ShowAsync(about, outcome);
    }

    private async Task<IResult> ShowAsync(LinkedPage about, AuthorizationOutcome outcome)
    {
        switch (outcome)
        {
            case AuthorizationOutcome.Done:
                return CompanyPages.SeeOther(about.Page.To(LinkPaths.Done(about.Page.CompanyId, about.Connection.Id)));
            case AuthorizationOutcome.ChooseOrganisation choice:
                return await pages.ShowAsync<ChooseOrganisation>(
                    new()
                    {
                        [nameof(ChooseOrganisation.Page)] = about.Page,
                        [nameof(ChooseOrganisation.Source)] = about.Source,
                        [nameof(ChooseOrganisation.ConnectionId)] = about.Connection.Id,
                        [nameof(ChooseOrganisation.Organisations)] = choice.Organisations,
                    }
                );
            case AuthorizationOutcome.OtherOrganisation other:
                return await LinkProblems.OtherOrganisationAsync(pages, about, other);
            default:
                return await LinkProblems.NotConnectedAsync(
                    pages,
                    about,
                    outcome.Refusal!,
                    (outcome as AuthorizationOutcome.Refused)?.Fault ?? AuthorizationFault.Other
                );
        }
    }
}

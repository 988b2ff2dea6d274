using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Causeway.Server.Link.Pages;

namespace Causeway.Server.Link.Embedded;

/// <summary>
/// The window in which a user whom a component sends to a source goes there and comes back. It is on this server's own site, so that the way is bound
/// to the browser by a cookie as it always is. Who sends the browser here is seen by the Origin that it sends along with the form: from the component's page
/// it goes on at once; from anywhere else, or if the browser does not say, the user is asked first, so that nobody authorizes for a company
/// unawares, by a link that somebody else had made.
/// </summary>
public sealed class EmbeddedWindow(
    IHttpContextAccessor accessor,
    LinkPages pages,
    LeaveTickets tickets,
    StartAuthorization start
)
{
    /// <summary>Where a component sends its form.</summary>
    public const string LeavePath = "/link/embedded/leave";

    /// <summary>Where a user says to go on.</summary>
    public const string ConfirmPath = "/link/embedded/confirm";

    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A Link page is made outside a request.");

    /// <summary>Maps what other sites send forms to.</summary>
    public static void MapOpen(IEndpointRouteBuilder routes)
    {
        routes.MapPost(LeavePath, LeaveAsync).DisableAntiforgery();
        routes.MapGet(LeavePath, LeaveAsync);
    }

    /// <summary>Maps what only our own forms are sent to.</summary>
    public static void Map(IEndpointRouteBuilder pages) => pages.MapPost(ConfirmPath, ConfirmAsync);

    private static async Task<IResult> LeaveAsync(
        HttpRequest request,
        EmbeddedWindow window,
        LinkPages pages,
        CancellationToken ct
    )
    {
        var text = HttpMethods.IsPost(request.Method)
            ? await TicketInAsync(request, ct)
            : request.Query["ticket"].ToString();
        return await window.OpenAsync(text, ct) is var (ticket, about)
            ? await window.TakeAsync(ticket, about, text, ct)
            : await pages.NotFoundAsync(ct);
    }

    private static async Task<IResult> ConfirmAsync(
        HttpRequest request,
        EmbeddedWindow window,
        LinkPages pages,
        CancellationToken ct
    ) =>
        await window.OpenAsync(request.Form["ticket"].ToString(), ct) is var (ticket, about)
            ? await window.GoAsync(ticket, about, ct)
            : await pages.NotFoundAsync(ct);

    /// <summary>The last page, or the way back to the component's own.</summary>
    public async Task<IResult> EndAsync(LinkedPage about, AuthorizationState state, AuthorizationOutcome outcome)
    {
        if (state.ReturnTo is { } page)
        {
            return CompanyPages.SeeOther(page);
        }

        var cancelled = outcome.Refusal == CallbackResult.Cancelled;
        var end = await ShowEndAsync(
            about,
            outcome is AuthorizationOutcome.Done ? about.Page.T["window.done", ("source", about.Source.Name)]
                : cancelled ? about.Page.T["cancelled.title"]
                : about.Page.T["failed.title", ("source", about.Source.Name)],
            outcome is AuthorizationOutcome.Done || cancelled ? null : MessageOf(about, outcome),
            outcome is AuthorizationOutcome.Done,
            cancelled
        );
        // The page closes itself, or lets the page that opened it close it: it holds nothing that could be abused.
        Http.Response.Headers["Cross-Origin-Opener-Policy"] = "unsafe-none";
        return end;
    }

    private Task<IResult> ShowEndAsync(
        LinkedPage about,
        string title,
        string? message,
        bool good = false,
        bool calm = false
    ) =>
        pages.ShowAsync<WindowEnd>(
            new()
            {
                [nameof(WindowEnd.Page)] = about.Page,
                [nameof(WindowEnd.Title)] = title,
                [nameof(WindowEnd.Message)] = message,
                [nameof(WindowEnd.Good)] = good,
                [nameof(WindowEnd.Calm)] = calm,
            },
            hasScript: true
        );

    private async Task<(LeaveTicket Ticket, LinkedPage About)?> OpenAsync(string? text, CancellationToken ct) =>
        tickets.Open(text) is { } ticket
        && await pages.FindAsync(ticket.CompanyId, ticket.ConnectionId, ticket.LinkQuery, ct) is { } about
            ? (ticket, about)
            : null;

    private async Task<IResult> TakeAsync(LeaveTicket ticket, LinkedPage about, string? text, CancellationToken ct)
    {
        if (HttpMethods.IsPost(Http.Request.Method) && IsFromItsPage(ticket, Http.Request))
        {
            return await GoAsync(ticket, about, ct);
        }

        return await pages.ShowAsync<WindowConfirm>(
            new()
            {
                [nameof(WindowConfirm.Page)] = about.Page,
                [nameof(WindowConfirm.Source)] = about.Source,
                [nameof(WindowConfirm.DataTypes)] = SharedData.Of(about.Entry, about.Page.T),
                [nameof(WindowConfirm.Ticket)] = text,
            }
        );
    }

    private static bool IsFromItsPage(LeaveTicket ticket, HttpRequest request) =>
        ticket.Origin is null
            ? request.Headers["Sec-Fetch-Site"].ToString() is "same-origin"
            : request.Headers.Origin.ToString() == ticket.Origin;

    private async Task<IResult> GoAsync(LeaveTicket ticket, LinkedPage about, CancellationToken ct)
    {
        var browser = StartAuthorization.NewBrowser();
        var wayOut = new WayOut(ticket.LinkQuery) { IsEmbedded = true, ReturnTo = ticket.ReturnTo };
        var address = await start.RunAsync(about.Connection, ticket.Values, browser, wayOut, ct);
        if (address.Refusal is { } refusal)
        {
            return await ShowEndAsync(
                about,
                about.Page.T["failed.title", ("source", about.Source.Name)],
                refusal.Message
            );
        }

        BrowserSecrets.Give(Http, about.Connection.Id, browser);
        var leaving = await pages.ShowAsync<WindowLeaving>(
            new()
            {
                [nameof(WindowLeaving.Page)] = about.Page,
                [nameof(WindowLeaving.Source)] = about.Source,
                [nameof(WindowLeaving.Address)] = address.Value.AbsoluteUri,
            }
        );
        // Not a redirect: Chromium would hold it to the form-action of the page that sent the form, which can't name every source.
        Http.Response.Headers["Refresh"] = $"0;url={address.Value.AbsoluteUri}";
        Http.Response.Headers["Cross-Origin-Opener-Policy"] = "unsafe-none";
        return leaving;
    }

    private static string MessageOf(LinkedPage about, AuthorizationOutcome outcome)
    {
        var words = about.Page.T;
        if (outcome is AuthorizationOutcome.OtherOrganisation other)
        {
            var known = about.Connection.OrganisationName ?? words["other.unknown"];
            var found = string.Join(", ", other.Organisations.Take(5).Select(o => o.Name));
            return words["other.text", ("known", known), ("found", found)];
        }

        var fault = (outcome as AuthorizationOutcome.Refused)?.Fault ?? AuthorizationFault.Other;
        return words[$"failed.{fault}", ("source", about.Source.Name)];
    }

    private static async Task<string?> TicketInAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? (await request.ReadFormAsync(ct))["ticket"].ToString() : null;
        }
        // What can't be read as a form has no ticket in it.
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}

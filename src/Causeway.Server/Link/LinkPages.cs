using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>What the Link pages have in common: whose they are, which connection they are about, and how they are answered.</summary>
public sealed class LinkPages(
    IHttpContextAccessor accessor,
    CausewayDb db,
    KnownConnections connections,
    LinkRedirect redirect,
    LinkVisit visit,
    UseLinkPassword password,
    IAntiforgery antiforgery
)
{
    // Why nothing was found, for the page that says so.
    private LinkPage? closed;
    private LinkPage? lost;

    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A Link page is made outside a request.");

    /// <summary>The page of a company, or null if the id leads to none, or it is closed to this browser.</summary>
    public async Task<LinkPage?> FindAsync(string companyId, CancellationToken ct)
    {
        if (await FindAnywayAsync(companyId, ct) is not { } page)
        {
            return null;
        }

        if (page.Settings.OneTimePasswords is true && !visit.IsOpen(Http, page.CompanyId))
        {
            closed = page;
            return null;
        }

        return page;
    }

    /// <summary>The same, closed or not.</summary>
    public async Task<LinkPage?> FindAnywayAsync(string companyId, CancellationToken ct)
    {
        if (!CompanyId.TryParse(companyId, out var id))
        {
            return null;
        }

        var name = await db.Set<Company>().Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return name is null ? null : await PageAsync(id, name, ct);
    }

    /// <summary>A connection with its page, or null if the ids lead to none.</summary>
    public async Task<LinkedPage?> FindAsync(string companyId, string connectionId, CancellationToken ct)
    {
        if (await FindAsync(companyId, ct) is not { } page)
        {
            return null;
        }

        if (ConnectionId.TryParse(connectionId, out var id) && await AboutAsync(page, id, ct) is { } about)
        {
            return about;
        }

        lost = page;
        return null;
    }

    /// <summary>
    /// A connection with its page, for a request whose own query string is not that of Link, and whose browser was let in before: by a password, or
    /// by the token of the component that began the way.
    /// </summary>
    public async Task<LinkedPage?> FindAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string linkQuery,
        CancellationToken ct
    ) =>
        await FindAnywayAsync(companyId.ToString(), ct) is { } page
            ? await AboutAsync(page.WithQuery(linkQuery) with { Path = null }, connectionId, ct)
            : null;

    /// <summary>The connections of the page's company, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<ConnectionCard>> ConnectionsAsync(LinkPage page, CancellationToken ct) =>
        [
            .. (await connections.AllAsync(page.CompanyId, ct)).Select(c =>
                ConnectionCard.From(c.Connection, c.Entry.Manifest, page.T)
            ),
        ];

    /// <summary>A page that is about no company.</summary>
    public Task<LinkPage> OfNobodyAsync(CancellationToken ct) => PageAsync(default, null, ct);

    /// <summary>Answers a page.</summary>
    public async Task<IResult> ShowAsync<TPage>(
        Dictionary<string, object?> parameters,
        int statusCode = StatusCodes.Status200OK,
        string? leadsTo = null,
        bool hasScript = false
    )
        where TPage : IComponent
    {
        var origin = await redirect.OriginAsync(Http.Request.Query, Http.RequestAborted);
        var logo = parameters.GetValueOrDefault("Page") is LinkPage { LogoUrl: { } url } ? url : null;
        LinkHeaders.Apply(
            Http.Response,
            new LinkAllowances
            {
                RedirectOrigin = origin,
                LeadsTo = leadsTo,
                LogoUrl = logo,
                HasScript = hasScript,
            }
        );
        return new RazorComponentResult<TPage>(parameters) { StatusCode = statusCode };
    }

    /// <summary>Says that an address leads nowhere, and no more to someone who guesses; or asks for its password.</summary>
    public async Task<IResult> NotFoundAsync(CancellationToken ct)
    {
        if (closed is { } page)
        {
            var given = HttpMethods.IsGet(Http.Request.Method)
                ? Http.Request.Query[LinkPage.LinkPassword].ToString()
                : "";
            return given.Length == 0
                ? await LinkProblems.PasswordAsync(this, page, null)
                : await OpenLink.AskAsync(this, page, given, await password.LookAsync(given, page.CompanyId, ct));
        }

        return await LinkProblems.GoneAsync(this, lost, ct);
    }

    private async Task<LinkedPage?> AboutAsync(LinkPage page, ConnectionId id, CancellationToken ct) =>
        await connections.FindAsync(page.CompanyId, id, ct) is { } known
            ? new LinkedPage(page, known.Connection, known.Entry)
            : null;

    private async Task<LinkPage> PageAsync(CompanyId companyId, string? companyName, CancellationToken ct)
    {
        var settings = await LinkSettings.ReadAsync(db, ct);
        var client = await LinkClient.ReadAsync(db, settings, ct);
        var tokens = antiforgery.GetAndStoreTokens(Http);
        var request = Http.Request;
        return new LinkPage
        {
            CompanyId = companyId,
            CompanyName = companyName,
            ClientName = client.Name,
            Settings = settings,
            LogoUrl = client.LogoUrl,
            T = LinkTexts.In(LinkLanguage.Of(request, settings)).For(client.Name, companyName),
            Path = HttpMethods.IsGet(request.Method) ? request.Path.Value : null,
            TokenName = tokens.FormFieldName,
            Token = tokens.RequestToken ?? "",
        }.WithQuery(request.QueryString.Value ?? "");
    }
}

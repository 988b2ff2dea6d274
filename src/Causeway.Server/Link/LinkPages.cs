using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Link.Pages;
using Causeway.Server.Settings;
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
    ConnectorCatalog catalog,
    LinkRedirect redirect,
    IAntiforgery antiforgery
)
{
    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A Link page is made outside a request.");

    /// <summary>The page of a company, or null if the id leads to none.</summary>
    public async Task<LinkPage?> FindAsync(string companyId, CancellationToken ct)
    {
        if (!CompanyId.TryParse(companyId, out var id))
        {
            return null;
        }

        var name = await db.Set<Company>().Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return name is null ? null : await PageAsync(id, name, ct);
    }

    /// <summary>A connection with its page, or null if the ids lead to none.</summary>
    public async Task<LinkedPage?> FindAsync(string companyId, string connectionId, CancellationToken ct) =>
        ConnectionId.TryParse(connectionId, out var id) && await FindAsync(companyId, ct) is { } page
            ? await AboutAsync(page, id, ct)
            : null;

    /// <summary>A connection with its page, for a request whose own query string is not that of Link.</summary>
    public async Task<LinkedPage?> FindAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string linkQuery,
        CancellationToken ct
    ) =>
        await FindAsync(companyId.ToString(), ct) is { } page
            ? await AboutAsync(page.WithQuery(linkQuery), connectionId, ct)
            : null;

    private async Task<LinkedPage?> AboutAsync(LinkPage page, ConnectionId id, CancellationToken ct)
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id && c.CompanyId == page.CompanyId, ct);
        return connection is null || !catalog.TryGet(connection.IntegrationKey, out var entry)
            ? null
            : new LinkedPage(page, connection, entry);
    }

    /// <summary>Answers a page.</summary>
    public async Task<IResult> ShowAsync<TPage>(
        Dictionary<string, object?> parameters,
        int statusCode = StatusCodes.Status200OK,
        string? leadsTo = null
    )
        where TPage : IComponent
    {
        var origin = await redirect.OriginAsync(Http.Request.Query, Http.RequestAborted);
        LinkHeaders.Apply(Http.Response, origin, leadsTo);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = statusCode };
    }

    /// <summary>Says that an address leads nowhere, and no more to someone who guesses.</summary>
    public async Task<IResult> NotFoundAsync(CancellationToken ct) =>
        await ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = await PageAsync(default, null, ct),
                [nameof(Result.Title)] = "This link does not work",
                [nameof(Result.Message)] =
                    "It is incomplete, or what it led to has been removed. Ask whoever sent it for a new one.",
            },
            StatusCodes.Status404NotFound
        );

    /// <summary>Says that a way back from a source is closed, and no more to someone who guesses.</summary>
    public async Task<IResult> ClosedWayAsync(LinkedPage? about, string message, CancellationToken ct) =>
        await ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = (about?.Page ?? await PageAsync(default, null, ct)).WithQuery(
                    about?.Page.Query ?? ""
                ),
                [nameof(Result.Title)] = "This way back is closed",
                [nameof(Result.Message)] = message,
                [nameof(Result.Primary)] = about is null
                    ? null
                    : new LinkAction(
                        "Start again",
                        LinkPaths.Start(about.Page.CompanyId, about.Connection.Id) + about.Page.Query
                    ),
            },
            StatusCodes.Status400BadRequest
        );

    /// <summary>Says that a form can't be taken: it is too old, or came from elsewhere.</summary>
    public async Task<IResult> StaleFormAsync(CancellationToken ct) =>
        await ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = await PageAsync(default, null, ct),
                [nameof(Result.Title)] = "Please start again",
                [nameof(Result.Message)] =
                    "This page was open for too long, or your browser does not keep cookies. Open the link that you were sent once more.",
            },
            StatusCodes.Status400BadRequest
        );

    private async Task<LinkPage> PageAsync(CompanyId companyId, string? companyName, CancellationToken ct)
    {
        var profile = await Profile.ReadAsync(db, ct);
        var tokens = antiforgery.GetAndStoreTokens(Http);
        return new LinkPage
        {
            CompanyId = companyId,
            CompanyName = companyName,
            ClientName = profile.Name,
            LogoUrl = profile.LogoUrl,
            Query = Http.Request.QueryString.Value ?? "",
            QueryValues = Http.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            TokenName = tokens.FormFieldName,
            Token = tokens.RequestToken ?? "",
        };
    }
}

/// <summary>A connection that a page is about.</summary>
public sealed record LinkedPage(LinkPage Page, Connection Connection, CatalogEntry Entry)
{
    public SourceCard Source => SourceCard.From(Entry.Manifest);
}

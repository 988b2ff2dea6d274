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
    public async Task<LinkedPage?> FindAsync(string companyId, string connectionId, CancellationToken ct)
    {
        if (!ConnectionId.TryParse(connectionId, out var id) || await FindAsync(companyId, ct) is not { } page)
        {
            return null;
        }

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
        int statusCode = StatusCodes.Status200OK
    )
        where TPage : IComponent
    {
        LinkHeaders.Apply(Http.Response, await redirect.OriginAsync(Http.Request.Query, Http.RequestAborted));
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

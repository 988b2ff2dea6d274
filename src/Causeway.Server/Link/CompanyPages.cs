using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Link.Pages;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>The company's page: its connections, the sources to choose from, and the way out.</summary>
public static class CompanyPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/company/{companyId}", OpenAsync);
        pages.MapPost("/company/{companyId}/connections", ChooseAsync);
        pages.MapGet("/company/{companyId}/finish", FinishAsync);
    }

    private static async Task<IResult> OpenAsync(
        string companyId,
        string? q,
        LinkPages pages,
        CausewayDb db,
        ConnectorCatalog catalog,
        HttpRequest request,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        var connections = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c => c.CompanyId == page.CompanyId)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        var sandboxes = request.Query["link.showSandboxIntegrations"].ToString() != "false";
        var sources = catalog
            .All.Select(e => e.Manifest)
            .Where(m => sandboxes || !m.IsSandbox)
            .Where(m => string.IsNullOrWhiteSpace(q) || m.Name.Contains(q.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(SourceCard.From)
            .ToList();
        return await pages.ShowAsync<ChooseSource>(
            new()
            {
                [nameof(ChooseSource.Page)] = page,
                [nameof(ChooseSource.Sources)] = sources,
                [nameof(ChooseSource.Connections)] = connections
                    .Where(c => catalog.TryGet(c.IntegrationKey, out _))
                    .Select(c => CardOf(c, catalog.Get(c.IntegrationKey).Manifest))
                    .ToList(),
                [nameof(ChooseSource.Search)] = q,
            }
        );
    }

    // An attempt that was begun and not finished is taken up again, so that going back and forth leaves no trail of connections.
    private static async Task<IResult> ChooseAsync(
        string companyId,
        HttpRequest request,
        LinkPages pages,
        CausewayDb db,
        CreateConnection create,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        var key = request.Form["platformKey"].ToString();
        var begun = await db.Set<Connection>()
            .Where(c =>
                c.CompanyId == page.CompanyId && c.IntegrationKey == key && c.Status == ConnectionStatus.PendingAuth
            )
            .OrderBy(c => c.Id)
            .Select(c => (ConnectionId?)c.Id)
            .FirstOrDefaultAsync(ct);
        if (begun is null)
        {
            var created = await create.RunAsync(page.CompanyId, key, ConnectionActor.CompanyUser, ct);
            if (created.Refusal is not null)
            {
                return await pages.NotFoundAsync(ct);
            }

            begun = created.Value.Id;
        }

        return SeeOther(LinkPaths.Start(page.CompanyId, begun.Value) + page.Query);
    }

    private static async Task<IResult> FinishAsync(
        string companyId,
        HttpRequest request,
        LinkPages pages,
        LinkRedirect redirect,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        return await LinkSteps.LeaveAsync(pages, redirect, LinkOutcome.NothingNew, page, null, request.Query, ct);
    }

    /// <summary>Sends the browser on with a GET.</summary>
    public static IResult SeeOther(string address) => new SeeOtherResult(address);

    private static ConnectionCard CardOf(Connection connection, ConnectorManifest manifest) =>
        new(connection.Id, manifest.Name, SourceCard.From(manifest).LogoUrl, connection.Status);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}

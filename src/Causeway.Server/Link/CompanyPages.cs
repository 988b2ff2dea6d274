using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Link.Pages;

namespace Causeway.Server.Link;

/// <summary>The company's pages: the welcome, what is asked for, its connections, the systems to choose from, and the way out.</summary>
public static class CompanyPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/company/{companyId}", OpenAsync);
        pages.MapGet("/company/{companyId}/overview", OverviewAsync);
        pages.MapGet("/company/{companyId}/systems/{sourceType}", SystemsAsync);
        pages.MapPost("/company/{companyId}/connections", ChooseAsync);
        pages.MapGet("/company/{companyId}/finish", FinishAsync);
    }

    /// <summary>Sends the browser on with a GET.</summary>
    public static IResult SeeOther(string address) => new SeeOtherResult(address);

    private static async Task<IResult> OpenAsync(
        string companyId,
        string? q,
        LinkPages pages,
        LinkOffer offer,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        var connections = await pages.ConnectionsAsync(page, ct);
        return page.Settings.LandingPage is true && connections.Count == 0 && q is null
            ? await pages.ShowAsync<Landing>(new() { [nameof(Landing.Page)] = page })
            : await ShowAsync(pages, offer, page, connections, q, ct);
    }

    private static async Task<IResult> OverviewAsync(
        string companyId,
        string? q,
        LinkPages pages,
        LinkOffer offer,
        CancellationToken ct
    ) =>
        await pages.FindAsync(companyId, ct) is { } page
            ? await ShowAsync(pages, offer, page, await pages.ConnectionsAsync(page, ct), q, ct)
            : await pages.NotFoundAsync(ct);

    private static async Task<IResult> SystemsAsync(
        string companyId,
        string sourceType,
        string? q,
        LinkPages pages,
        LinkOffer offer,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        var plan = new LinkPlan(page.Settings, await pages.ConnectionsAsync(page, ct));
        return plan.Steps.FirstOrDefault(s => s.Kind.ToString() == sourceType) is { } step
            ? await ShowSystemsAsync(pages, offer, page, [], q, step.Kind, plan, ct)
            : SeeOther(page.To(LinkPaths.Overview(page.CompanyId)));
    }

    private static async Task<IResult> ShowAsync(
        LinkPages pages,
        LinkOffer offer,
        LinkPage page,
        IReadOnlyList<ConnectionCard> connections,
        string? q,
        CancellationToken ct
    )
    {
        var plan = new LinkPlan(page.Settings, connections);
        return plan.HasOverview && q is null
            ? await pages.ShowAsync<Overview>(
                new()
                {
                    [nameof(Overview.Page)] = page,
                    [nameof(Overview.Plan)] = plan,
                    [nameof(Overview.Connections)] = connections,
                }
            )
            : await ShowSystemsAsync(pages, offer, page, connections, q, null, plan, ct);
    }

    private static async Task<IResult> ShowSystemsAsync(
        LinkPages pages,
        LinkOffer offer,
        LinkPage page,
        IReadOnlyList<ConnectionCard> connections,
        string? q,
        SourceType? kind,
        LinkPlan plan,
        CancellationToken ct
    )
    {
        var search = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var offered = offer.On(page, kind);
        var shown = search is null
            ? offered
            : [.. offered.Where(s => s.Name.Contains(search, StringComparison.OrdinalIgnoreCase))];
        return await pages.ShowAsync<ChooseSource>(
            new()
            {
                [nameof(ChooseSource.Page)] = page,
                [nameof(ChooseSource.Kind)] = kind,
                [nameof(ChooseSource.Plan)] = plan,
                [nameof(ChooseSource.Sources)] = shown,
                [nameof(ChooseSource.Offered)] = offered.Count,
                [nameof(ChooseSource.Uploads)] = offer.UploadsOn(page, kind),
                [nameof(ChooseSource.Recent)] = search is null ? await offer.RecentOfAsync(offered, ct) : [],
                [nameof(ChooseSource.Connections)] = connections,
                [nameof(ChooseSource.Search)] = search,
            },
            hasScript: true
        );
    }

    private static async Task<IResult> ChooseAsync(
        string companyId,
        HttpRequest request,
        LinkPages pages,
        LinkOffer offer,
        BeginConnection begin,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        var key = request.Form["platformKey"].ToString();
        if (offer.On(page, kind: null).Concat(offer.UploadsOn(page, kind: null)).All(s => s.Key != key))
        {
            return await pages.NotFoundAsync(ct);
        }

        return await begin.RunAsync(page.CompanyId, key, ct) is { Refusal: null } begun
            ? SeeOther(page.To(LinkPaths.Start(page.CompanyId, begun.Value.Id)))
            : await pages.NotFoundAsync(ct);
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

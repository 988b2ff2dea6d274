using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Link.Pages;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Causeway.Server.Link;

/// <summary>Link with settings that are not saved, for whoever sets it up: the real pages with a made-up company, in which nothing can be done.</summary>
public static class LinkPreviewPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/link/preview/{token}", OpenAsync);
        routes.MapGet("/link/preview/{token}/{page}", ShowAsync);
    }

    private static Task<IResult> OpenAsync(
        string token,
        HttpContext http,
        LinkPages pages,
        LinkOffer offer,
        ConnectorCatalog catalog,
        CausewayDb db,
        TimeProvider time,
        CancellationToken ct
    ) => ShowAsync(token, LinkPreview.Pages[0], http, pages, offer, catalog, db, time, ct);

    private static async Task<IResult> ShowAsync(
        string token,
        string page,
        HttpContext http,
        LinkPages pages,
        LinkOffer offer,
        ConnectorCatalog catalog,
        CausewayDb db,
        TimeProvider time,
        CancellationToken ct
    )
    {
        if (await LinkPreview.FindAsync(db, token, time.GetUtcNow(), ct) is not { } settings)
        {
            return await pages.NotFoundAsync(ct);
        }

        var sample = await SampleAsync(http, settings, db, ct);
        var offered = offer.On(sample, kind: null);
        var shown =
            offered.Count > 0
                ? catalog.Get(offered[0].Key)
                : catalog.All.First(e => e.Manifest.Auth is not ConnectorAuth.Upload);
        LinkHeaders.Apply(http.Response, new LinkAllowances { IsPreview = true, LogoUrl = sample.LogoUrl });
        return page switch
        {
            "landing" => Page<Landing>(new() { [nameof(Landing.Page)] = sample }),
            "overview" => Page<Overview>(
                new()
                {
                    [nameof(Overview.Page)] = sample,
                    [nameof(Overview.Plan)] = new LinkPlan(settings, []),
                    [nameof(Overview.Connections)] = Array.Empty<ConnectionCard>(),
                }
            ),
            "select" => Page<ChooseSource>(
                new()
                {
                    [nameof(ChooseSource.Page)] = sample,
                    [nameof(ChooseSource.Plan)] = new LinkPlan(settings, []),
                    [nameof(ChooseSource.Sources)] = offered,
                    [nameof(ChooseSource.Offered)] = offered.Count,
                    [nameof(ChooseSource.Uploads)] = offer.UploadsOn(sample, kind: null),
                    [nameof(ChooseSource.Connections)] = Array.Empty<ConnectionCard>(),
                }
            ),
            "consent" => Page<Consent>(
                new()
                {
                    [nameof(Consent.Page)] = sample,
                    [nameof(Consent.Source)] = SourceCard.From(shown.Manifest, sample.T),
                    [nameof(Consent.DataTypes)] = SharedData.Of(shown, sample.T),
                    [nameof(Consent.Writes)] = shown.Parts.Writers.Count > 0,
                }
            ),
            "credentials" => Page<Authorize>(
                new()
                {
                    [nameof(Authorize.Page)] = sample,
                    [nameof(Authorize.Source)] = SourceCard.From(shown.Manifest, sample.T),
                    [nameof(Authorize.Fields)] = shown.Manifest.Auth.Fields,
                    [nameof(Authorize.ConsentProof)] = "",
                }
            ),
            "upload" => Page<Upload>(
                new()
                {
                    [nameof(Upload.Page)] = sample,
                    [nameof(Upload.Source)] = SourceCard.From(
                        catalog.All.First(e => e.Manifest.Auth is ConnectorAuth.Upload).Manifest,
                        sample.T
                    ),
                    [nameof(Upload.ConsentProof)] = "",
                }
            ),
            "success" => Page<Result>(
                new()
                {
                    [nameof(Result.Page)] = sample,
                    [nameof(Result.Title)] = sample.T["done.title", ("source", shown.Manifest.Name)],
                    [nameof(Result.Message)] = sample.T["done.text"],
                    [nameof(Result.Own)] = sample.Own(settings.Texts, t => t.Success),
                    [nameof(Result.Step)] = "Done",
                    [nameof(Result.Good)] = true,
                    [nameof(Result.Primary)] = new LinkAction(sample.T["finish"], ""),
                    [nameof(Result.Secondary)] = new LinkAction(sample.T["done.another"], ""),
                }
            ),
            "failure" => Page<Result>(
                new()
                {
                    [nameof(Result.Page)] = sample,
                    [nameof(Result.Title)] = sample.T["failed.title", ("source", shown.Manifest.Name)],
                    [nameof(Result.Message)] = sample.T["failed.Unavailable", ("source", shown.Manifest.Name)],
                    [nameof(Result.Advice)] = sample.T["failed.Unavailable.todo", ("source", shown.Manifest.Name)],
                    [nameof(Result.Primary)] = new LinkAction(sample.T["try"], ""),
                }
            ),
            _ => await pages.NotFoundAsync(ct),
        };
    }

    private static async Task<LinkPage> SampleAsync(
        HttpContext http,
        LinkSettingsBody settings,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var client = await LinkClient.ReadAsync(db, settings, ct);
        var texts = LinkTexts.In(LinkLanguage.Of(http.Request, settings));
        var company = texts["preview.company"];
        return new LinkPage
        {
            CompanyId = default,
            CompanyName = company,
            ClientName = client.Name,
            Settings = settings,
            LogoUrl = client.LogoUrl,
            T = texts.For(client.Name, company),
            IsPreview = true,
        };
    }

    private static RazorComponentResult<TPage> Page<TPage>(Dictionary<string, object?> parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(parameters);
}

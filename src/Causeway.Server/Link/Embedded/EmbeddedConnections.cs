using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;

namespace Causeway.Server.Link.Embedded;

/// <summary>What a component lists, begins and ends.</summary>
public static class EmbeddedConnections
{
    /// <summary>Maps what only choosing a system needs.</summary>
    public static void MapLink(IEndpointRouteBuilder component)
    {
        component.MapGet("/link", OpenAsync);
        component.MapPost("/connections", ChooseAsync);
    }

    /// <summary>Maps what both components need.</summary>
    public static void MapAny(IEndpointRouteBuilder component)
    {
        component.MapGet("/connections", ListAsync);
        component.MapGet("/connections/{connectionId}", GetAsync);
        component.MapPost("/connections/{connectionId}/cancel", CancelAsync);
        component.MapPost("/connections/{connectionId}/unlink", UnlinkAsync);
    }

    private static async Task<IResult> OpenAsync(
        EmbeddedCompany company,
        LinkOffer offer,
        ConnectorCatalog catalog,
        CancellationToken ct
    )
    {
        var settings = await company.SettingsAsync(ct);
        var texts = company.TextsIn(settings);
        return TypedResults.Json(
            new EmbeddedLinkBody
            {
                Company = await company.DescribeAsync(ct),
                Client = await company.ClientAsync(settings, ct),
                Settings = EmbeddedSettingsBody.From(settings, texts.Language),
                Integrations =
                [
                    .. catalog.All.Where(e => offer.Offers(settings, e.Manifest)).Select(e => company.BodyOf(e, texts)),
                ],
                Connections = await company.ConnectionsAsync(ct),
            },
            EmbeddedJson.Default.EmbeddedLinkBody
        );
    }

    private static async Task<IResult> ListAsync(EmbeddedCompany company, CancellationToken ct) =>
        TypedResults.Json(
            new EmbeddedConnectionsBody(
                await company.DescribeAsync(ct),
                await company.ClientAsync(await company.SettingsAsync(ct), ct),
                await company.ConnectionsAsync(ct)
            ),
            EmbeddedJson.Default.EmbeddedConnectionsBody
        );

    private static async Task<IResult> GetAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        CancellationToken ct
    ) =>
        (await company.FindAsync(connectionId, ct))
            .Then(found => company.BodyOf(found.Connection, found.Entry.Manifest))
            .ToHttp(EmbeddedJson.Default.EmbeddedConnectionBody);

    private static async Task<IResult> ChooseAsync(
        ChoiceBody body,
        EmbeddedCompany company,
        LinkOffer offer,
        BeginConnection begin,
        ConnectorCatalog catalog,
        CancellationToken ct
    )
    {
        if (
            !catalog.TryGet(body.PlatformKey, out var entry)
            || !offer.Offers(await company.SettingsAsync(ct), entry.Manifest)
        )
        {
            return new ErrorResult(
                Refusal.Invalid("platformKey", "platformKey must be the key of an integration that is offered.")
            );
        }

        return (await begin.RunAsync(company.Id, entry.Manifest.Key, ct))
            .Then(connection => company.BodyOf(connection, entry.Manifest))
            .ToHttp(EmbeddedJson.Default.EmbeddedConnectionBody);
    }

    private static async Task<IResult> CancelAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        RecordAuthorizationFailure failure,
        CancellationToken ct
    )
    {
        var found = await company.FindAsync(connectionId, ct);
        if (found.Refusal is null)
        {
            var cancelled = LinkOutcome.Cancelled;
            var message = cancelled.ErrorMessage ?? cancelled.StatusText;
            await failure.RunAsync(connectionId, cancelled.StatusCode, cancelled.StatusText, message, ct);
        }

        return found.ToNoContent();
    }

    private static async Task<IResult> UnlinkAsync(
        ConnectionId connectionId,
        EmbeddedCompany company,
        UnlinkConnection unlink,
        CancellationToken ct
    )
    {
        var found = await company.FindAsync(connectionId, ct);
        if (found.Refusal is { } unknown)
        {
            return new ErrorResult(unknown);
        }

        var unlinked = await unlink.RunAsync(company.Id, connectionId, ConnectionActor.CompanyUser, ct);
        return unlinked
            .Then(connection => company.BodyOf(connection, found.Value.Entry.Manifest))
            .ToHttp(EmbeddedJson.Default.EmbeddedConnectionBody);
    }

    /// <param name="PlatformKey">The integration's key.</param>
    public sealed record ChoiceBody(string? PlatformKey);
}

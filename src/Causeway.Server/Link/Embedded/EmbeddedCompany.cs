using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Access.Embedding;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link.Embedded;

/// <summary>What a component may see: the one company of its token, whose connections and no others it finds.</summary>
public sealed class EmbeddedCompany(
    IHttpContextAccessor accessor,
    CausewayDb db,
    KnownConnections connections,
    PublicUrls urls
)
{
    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A component is answered outside a request.");

    /// <summary>The company.</summary>
    public CompanyId Id => CompanyToken.Of(Http).CompanyId;

    /// <summary>The origin of the component's page; null if it is a page of this server.</summary>
    public string? Origin => Http.Request.Headers.Origin.ToString() is { Length: > 0 } origin ? origin : null;

    /// <summary>Whether the token is for choosing systems, too, and not only for what is there.</summary>
    public bool MayChoose => CompanyToken.Of(Http).Purpose.HasFlag(TokenPurpose.Link);

    /// <summary>The words, in the language that the component asks for.</summary>
    public async Task<LinkTexts> TextsAsync(CancellationToken ct) => TextsIn(await SettingsAsync(ct));

    /// <summary>Why a connection was not linked, as Link's pages tell it. What is wrong with a field is told at the field.</summary>
    public async Task<Refusal> InPlainWordsAsync(
        Refusal refusal,
        AuthorizationFault fault,
        string source,
        CancellationToken ct
    )
    {
        if (refusal.Fields.Count > 0)
        {
            return refusal;
        }

        var settings = await SettingsAsync(ct);
        var texts = TextsIn(settings).For((await ClientAsync(settings, ct)).Name, null);
        var what = texts[$"failed.{fault}", ("source", source)];
        var todo = texts[$"failed.{fault}.todo", ("source", source)];
        var said = fault is AuthorizationFault.Other ? $" {refusal.Message}" : "";
        return refusal with { Message = $"{what}{said} {todo}" };
    }

    /// <summary>What the client has set for Link.</summary>
    public Task<LinkSettingsBody> SettingsAsync(CancellationToken ct) => LinkSettings.ReadAsync(db, ct);

    public LinkTexts TextsIn(LinkSettingsBody settings) => LinkTexts.In(LinkLanguage.Of(Http.Request, settings));

    /// <summary>The company's own connection of this id.</summary>
    public async Task<Outcome<KnownConnection>> FindAsync(ConnectionId id, CancellationToken ct) =>
        await connections.FindAsync(Id, id, ct) is { } known ? known : Refusal.NotFound($"Data connection {id}");

    /// <summary>The company's own connection of this id, if it may be authorized by the token: one for management connects again what was connected.</summary>
    public async Task<Outcome<KnownConnection>> FindToAuthorizeAsync(ConnectionId id, CancellationToken ct)
    {
        var found = await FindAsync(id, ct);
        return found.Refusal is null && !MayChoose && found.Value.Connection.Status is ConnectionStatus.PendingAuth
            ? new Refusal(
                StatusCodes.Status403Forbidden,
                "The company access token is for connection management: it connects again what was connected before."
            )
            : found;
    }

    public async Task<EmbeddedCompanyBody> DescribeAsync(CancellationToken ct) =>
        new(Id, await db.Set<Company>().Where(c => c.Id == Id).Select(c => c.Name).SingleAsync(ct));

    public async Task<EmbeddedClientBody> ClientAsync(LinkSettingsBody settings, CancellationToken ct)
    {
        var client = await LinkClient.ReadAsync(db, settings, ct);
        return new(
            client.Name,
            client.OwnLogo is { } logo ? urls.Of(logo) : client.OtherLogo,
            settings.Branding?.PrimaryColour
        );
    }

    public async Task<IReadOnlyList<EmbeddedConnectionBody>> ConnectionsAsync(CancellationToken ct) =>
        [.. (await connections.AllAsync(Id, ct)).Select(c => BodyOf(c.Connection, c.Entry.Manifest))];

    public EmbeddedConnectionBody BodyOf(Connection connection, ConnectorManifest manifest) =>
        EmbeddedConnectionBody.From(connection, manifest, urls);

    public EmbeddedIntegrationBody BodyOf(CatalogEntry entry, LinkTexts texts) =>
        EmbeddedIntegrationBody.From(entry, texts, urls);
}

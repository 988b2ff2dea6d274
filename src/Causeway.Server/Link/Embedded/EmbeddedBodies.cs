using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Link.Embedded;

/// <summary>What a component shows at first.</summary>
public sealed record EmbeddedLinkBody
{
    public required EmbeddedCompanyBody Company { get; init; }

    public required EmbeddedClientBody Client { get; init; }

    public required EmbeddedSettingsBody Settings { get; init; }

    public required IReadOnlyList<EmbeddedIntegrationBody> Integrations { get; init; }

    public required IReadOnlyList<EmbeddedConnectionBody> Connections { get; init; }
}

/// <summary>The company whose connections these are.</summary>
public sealed record EmbeddedCompanyBody(CompanyId Id, string Name);

/// <summary>Whoever asks for the data.</summary>
public sealed record EmbeddedClientBody(string Name, string? LogoUrl, string? PrimaryColour);

/// <summary>What the client has set for Link; a page's options win over it.</summary>
public sealed record EmbeddedSettingsBody
{
    public required bool LandingPage { get; init; }

    /// <summary>The kinds of systems that are asked for; null for all.</summary>
    public IReadOnlyList<LinkSourceTypeBody>? SourceTypes { get; init; }

    /// <summary>The client's own texts, in the reader's language.</summary>
    public required LinkTextsBody Texts { get; init; }

    public required LinkConsentTextsBody Consent { get; init; }

    public string? PrivacyUrl { get; init; }

    public static EmbeddedSettingsBody From(LinkSettingsBody settings, string language)
    {
        string? Text(Func<LinkTextsBody, string?> place) => LinkPage.OwnOf(settings, language, settings.Texts, place);
        string? Consent(Func<LinkConsentTextsBody, string?> place) =>
            LinkPage.OwnOf(settings, language, settings.Consent?.Texts, place);
        return new()
        {
            LandingPage = settings.LandingPage is true,
            SourceTypes = settings.SourceTypes is { Count: > 0 } kinds ? kinds : null,
            Texts = new LinkTextsBody
            {
                Landing = Text(t => t.Landing),
                Overview = Text(t => t.Overview),
                Select = Text(t => t.Select),
                Consent = Text(t => t.Consent),
                FileUpload = Text(t => t.FileUpload),
                Success = Text(t => t.Success),
                Footer = Text(t => t.Footer),
            },
            Consent = new LinkConsentTextsBody(
                Consent(c => c.Purpose),
                Consent(c => c.Duration),
                Consent(c => c.Withdrawal)
            ),
            PrivacyUrl = settings.Consent?.PrivacyUrl,
        };
    }
}

/// <summary>A system that can be chosen.</summary>
public sealed record EmbeddedIntegrationBody
{
    public required string Key { get; init; }

    public required Guid IntegrationId { get; init; }

    public required Guid SourceId { get; init; }

    public required string Name { get; init; }

    public required SourceType SourceType { get; init; }

    public required string LogoUrl { get; init; }

    public required bool IsSandbox { get; init; }

    /// <summary>What is shared, in words that its owner uses.</summary>
    public required IReadOnlyList<string> DataTypes { get; init; }

    /// <summary>Whether records are created and changed there.</summary>
    public required bool Writes { get; init; }

    /// <summary>Whether its user authorizes there, and not by a form.</summary>
    public required bool LeadsToSource { get; init; }

    /// <summary>Whether there is no system: its user uploads files.</summary>
    public required bool TakesFiles { get; init; }

    public static EmbeddedIntegrationBody From(CatalogEntry entry, LinkTexts texts, PublicUrls urls)
    {
        var manifest = entry.Manifest;
        return new()
        {
            Key = manifest.Key,
            IntegrationId = manifest.IntegrationId,
            SourceId = manifest.SourceId,
            Name = manifest.Name,
            SourceType = manifest.SourceType,
            LogoUrl = urls.Of(BrandingImages.PathOf(manifest.Key, BrandingImage.Square)),
            IsSandbox = manifest.IsSandbox,
            DataTypes = SharedData.Of(entry, texts),
            Writes = entry.Parts.Writers.Count > 0,
            LeadsToSource = manifest.Auth is ConnectorAuth.OAuth2,
            TakesFiles = manifest.Auth is ConnectorAuth.Upload,
        };
    }
}

/// <summary>A connection as its owner sees it.</summary>
public sealed record EmbeddedConnectionBody
{
    public required ConnectionId Id { get; init; }

    public required string IntegrationKey { get; init; }

    public required Guid IntegrationId { get; init; }

    public required Guid SourceId { get; init; }

    public required SourceType SourceType { get; init; }

    public required string PlatformName { get; init; }

    public required string LogoUrl { get; init; }

    public required ConnectionStatus Status { get; init; }

    /// <summary>Whether its user uploads files.</summary>
    public required bool TakesFiles { get; init; }

    /// <summary>The organisation whose books it reads.</summary>
    public string? Organisation { get; init; }

    /// <summary>When it was first authorized.</summary>
    public DateTimeOffset? Authorized { get; init; }

    public DateTimeOffset? LastSync { get; init; }

    /// <summary>What went wrong last, and is not mended.</summary>
    public EmbeddedProblemBody? Problem { get; init; }

    public static EmbeddedConnectionBody From(Connection connection, ConnectorManifest manifest, PublicUrls urls) =>
        new()
        {
            Id = connection.Id,
            IntegrationKey = manifest.Key,
            IntegrationId = manifest.IntegrationId,
            SourceId = manifest.SourceId,
            SourceType = connection.SourceType,
            PlatformName = manifest.Name,
            LogoUrl = urls.Of(BrandingImages.PathOf(manifest.Key, BrandingImage.Square)),
            Status = connection.Status,
            TakesFiles = connection.TakesFiles,
            Organisation = connection.OrganisationName,
            Authorized = connection.FirstLinked,
            LastSync = connection.LastSync,
            Problem = connection.Errors.LastOrDefault(e => e.ResolvedOn is null) is { } error
                ? new EmbeddedProblemBody(error.StatusCode, error.ErrorMessage, error.ErroredOn)
                : null,
        };
}

/// <summary>What went wrong with a connection.</summary>
public sealed record EmbeddedProblemBody(int StatusCode, string Message, DateTimeOffset On);

/// <summary>A company's connections.</summary>
public sealed record EmbeddedConnectionsBody(
    EmbeddedCompanyBody Company,
    EmbeddedClientBody Client,
    IReadOnlyList<EmbeddedConnectionBody> Connections
);

/// <summary>What a connection needs to be authorized.</summary>
public sealed record EmbeddedAuthorizationBody
{
    public required EmbeddedConnectionBody Connection { get; init; }

    public required EmbeddedIntegrationBody Integration { get; init; }

    /// <summary>Whether its user agreed once, and need not be asked anything again.</summary>
    public required bool AtOnce { get; init; }

    /// <summary>What is entered, here or before the user leaves for the source.</summary>
    public required IReadOnlyList<EmbeddedFieldBody> Fields { get; init; }

    /// <summary>What is entered in the place of leaving for the source, if that is possible.</summary>
    public IReadOnlyList<EmbeddedFieldBody>? KeyFields { get; init; }
}

/// <summary>A field of a form.</summary>
public sealed record EmbeddedFieldBody
{
    public required string Name { get; init; }

    public required string Label { get; init; }

    public required AuthFieldKind Kind { get; init; }

    public string? Help { get; init; }

    public string? Default { get; init; }

    public required bool Optional { get; init; }

    public required IReadOnlyList<AuthChoice> Choices { get; init; }

    public static EmbeddedFieldBody From(AuthField field, LinkTexts texts) =>
        new()
        {
            Name = field.Name,
            Label = texts.Find($"field.{field.Label}") ?? field.Label,
            Kind = field.Kind,
            Help = field.Help,
            Default = field.Kind is AuthFieldKind.Password ? null : field.Default,
            Optional = field.Optional || field.Default is not null,
            Choices = field.Choices,
        };
}

/// <summary>The user agreed: what proves it when the connection is authorized.</summary>
public sealed record EmbeddedConsentBody(string Consent);

/// <summary>What came of the values.</summary>
/// <param name="Connection">The connection, as it is now.</param>
/// <param name="Organisations">What they open, if one must be chosen first.</param>
public sealed record EmbeddedOutcomeBody(
    EmbeddedConnectionBody Connection,
    IReadOnlyList<EmbeddedOrganisationBody>? Organisations
);

/// <summary>An organisation that can be chosen.</summary>
public sealed record EmbeddedOrganisationBody(string Id, string Name);

/// <summary>How to leave for a source.</summary>
/// <param name="Address">Where the ticket is to be sent, by a form.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="StartedOn">Problems of the connection that are older are of other attempts.</param>
public sealed record EmbeddedLeaveBody(string Address, string Ticket, DateTimeOffset StartedOn);

/// <summary>What was uploaded, and what can be.</summary>
public sealed record EmbeddedFilesBody
{
    public required IReadOnlyList<EmbeddedFileBody> Files { get; init; }

    /// <summary>The kinds that are taken, as a form has them.</summary>
    public required string Accept { get; init; }

    /// <summary>The same, as people read them.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    public required int MostFiles { get; init; }

    /// <summary>Bytes of a file at most.</summary>
    public required int MaxSize { get; init; }
}

/// <summary>A file that was uploaded.</summary>
public sealed record EmbeddedFileBody(string Name, int Size, DateTimeOffset Uploaded);

/// <summary>JSON of the components' endpoints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(EmbeddedLinkBody))]
[JsonSerializable(typeof(EmbeddedConnectionsBody))]
[JsonSerializable(typeof(EmbeddedAuthorizationBody))]
[JsonSerializable(typeof(EmbeddedConsentBody))]
[JsonSerializable(typeof(EmbeddedOutcomeBody))]
[JsonSerializable(typeof(EmbeddedLeaveBody))]
[JsonSerializable(typeof(EmbeddedFilesBody))]
[JsonSerializable(typeof(EmbeddedConnections.ChoiceBody))]
[JsonSerializable(typeof(AuthorizeEmbedded.ValuesBody))]
[JsonSerializable(typeof(LeaveEmbedded.WayBody))]
public sealed partial class EmbeddedJson : JsonSerializerContext;

using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Settings.Link;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Causeway.Server.Link;

/// <summary>What every Link page shows and carries on.</summary>
public sealed record LinkPage
{
    // What is meant for one page, and not for those that follow.
    private static readonly string[] OfOnePage = ["q", LinkPassword];

    /// <summary>The parameter with the password of an address.</summary>
    public const string LinkPassword = "otp";

    public required CompanyId CompanyId { get; init; }

    /// <summary>The name of whoever asks for the data.</summary>
    public required string ClientName { get; init; }

    public required LinkSettingsBody Settings { get; init; }

    /// <summary>The words, in the language of whoever reads them.</summary>
    public required LinkTexts T { get; init; }

    public string? LogoUrl { get; init; }

    /// <summary>The company that shares; null on a page that is about none.</summary>
    public string? CompanyName { get; init; }

    /// <summary>The query string of the Link address, carried from page to page: its values fill the client's own placeholders.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyDictionary<string, string> QueryValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Where this page can be opened again, in another language; null for one that answers a form.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it is only looked at, by somebody who sets Link up.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The name and value that prove that a form came from one of our pages.</summary>
    public string TokenName { get; init; } = "";

    public string Token { get; init; } = "";

    /// <summary>The page with another query string than that of the request.</summary>
    public LinkPage WithQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        foreach (var name in OfOnePage)
        {
            values.Remove(name);
        }

        var language = LinkLanguage.Known(values.GetValueOrDefault(LinkLanguage.Parameter).ToString()) ?? T.Language;
        return this with
        {
            Query = new QueryBuilder(values).ToString(),
            QueryValues = values.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            T = LinkTexts.In(language).For(ClientName, CompanyName),
        };
    }

    /// <summary>An address of Link, with what is carried on.</summary>
    public string To(string path) => path + Query;

    /// <summary>This page in another language.</summary>
    public string In(string language)
    {
        var values = QueryHelpers.ParseQuery(Query);
        values[LinkLanguage.Parameter] = language;
        return Path + new QueryBuilder(values);
    }

    /// <summary>A text of the client's own: in the reader's language, else in the client's.</summary>
    public string? Own<T1>(IReadOnlyDictionary<string, T1>? texts, Func<T1, string?> place)
        where T1 : class => OwnOf(Settings, T.Language, texts, place);

    /// <summary>A text of the client's own, for readers of a language.</summary>
    public static string? OwnOf<T1>(
        LinkSettingsBody settings,
        string language,
        IReadOnlyDictionary<string, T1>? texts,
        Func<T1, string?> place
    )
        where T1 : class
    {
        var own = In(texts, language, place);
        return string.IsNullOrWhiteSpace(own)
            ? In(texts, settings.DefaultLanguage ?? LinkLanguages.English, place)
            : own;
    }

    private static string? In<T1>(IReadOnlyDictionary<string, T1>? texts, string language, Func<T1, string?> place)
        where T1 : class => texts?.GetValueOrDefault(language) is { } own ? place(own) : null;
}

/// <summary>A source that can be chosen.</summary>
public sealed record SourceCard(
    string Key,
    string Name,
    SourceType Kind,
    string LogoUrl,
    bool IsSandbox,
    bool TakesFiles
)
{
    public static SourceCard From(ConnectorManifest manifest, LinkTexts texts)
    {
        var takesFiles = manifest.Auth is ConnectorAuth.Upload;
        return new(
            manifest.Key,
            // What takes files has no name that its user would know it by.
            takesFiles ? texts[$"upload.name.{manifest.SourceType}"] : manifest.Name,
            manifest.SourceType,
            BrandingImages.PathOf(manifest.Key, BrandingImage.Square),
            manifest.IsSandbox,
            takesFiles
        );
    }
}

/// <summary>A connection that the company has.</summary>
public sealed record ConnectionCard(
    ConnectionId Id,
    string Name,
    string? Organisation,
    SourceType Kind,
    string LogoUrl,
    ConnectionStatus Status,
    DateTimeOffset? LastSync,
    bool TakesFiles
)
{
    public static ConnectionCard From(Connection connection, ConnectorManifest manifest, LinkTexts texts)
    {
        var source = SourceCard.From(manifest, texts);
        return new(
            connection.Id,
            source.Name,
            connection.OrganisationName == manifest.Name ? null : connection.OrganisationName,
            manifest.SourceType,
            source.LogoUrl,
            connection.Status,
            connection.LastSync,
            source.TakesFiles
        );
    }
}

/// <summary>A link that leads on.</summary>
public sealed record LinkAction(string Text, string Address);

/// <summary>A connection that a page is about.</summary>
public sealed record LinkedPage(LinkPage Page, Connection Connection, CatalogEntry Entry)
{
    public SourceCard Source => SourceCard.From(Entry.Manifest, Page.T);
}

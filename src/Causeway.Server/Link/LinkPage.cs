using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Microsoft.AspNetCore.WebUtilities;

namespace Causeway.Server.Link;

/// <summary>What every Link page shows and carries on.</summary>
public sealed record LinkPage
{
    public required CompanyId CompanyId { get; init; }

    /// <summary>The name of whoever asks for the data.</summary>
    public required string ClientName { get; init; }

    public string? LogoUrl { get; init; }

    /// <summary>The company that shares; null on a page that is about none.</summary>
    public string? CompanyName { get; init; }

    /// <summary>The query string of the Link address, carried from page to page: its values fill the client's own placeholders.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyDictionary<string, string> QueryValues { get; init; } = new Dictionary<string, string>();

    /// <summary>The name and value that prove that a form came from one of our pages.</summary>
    public string TokenName { get; init; } = "";

    public string Token { get; init; } = "";

    /// <summary>The page with another query string than that of the request.</summary>
    public LinkPage WithQuery(string query) =>
        this with
        {
            Query = query,
            QueryValues = QueryHelpers
                .ParseQuery(query)
                .ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
        };
}

/// <summary>A source that can be chosen.</summary>
public sealed record SourceCard(string Key, string Name, string Kind, string LogoUrl, bool IsSandbox)
{
    public static SourceCard From(ConnectorManifest manifest) =>
        new(
            manifest.Key,
            manifest.Name,
            manifest.SourceType.ToString(),
            BrandingImages.PathOf(manifest.Key, BrandingImage.Square),
            manifest.IsSandbox
        );
}

/// <summary>A connection that the company has.</summary>
public sealed record ConnectionCard(ConnectionId Id, string Name, string LogoUrl, ConnectionStatus Status);

/// <summary>A link that leads on.</summary>
public sealed record LinkAction(string Text, string Address);

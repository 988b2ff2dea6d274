using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Integrations;

namespace Causeway.Server.Connections;

/// <summary>A connection as the API has it.</summary>
public sealed record ConnectionBody
{
    public required ConnectionId Id { get; init; }

    /// <summary>Its company; only in the list over all companies.</summary>
    public CompanyId? CompanyId { get; init; }

    public required Guid IntegrationId { get; init; }

    public required string IntegrationKey { get; init; }

    public required Guid SourceId { get; init; }

    public required SourceType SourceType { get; init; }

    public required string PlatformName { get; init; }

    public required string LinkUrl { get; init; }

    public required ConnectionStatus Status { get; init; }

    public DateTimeOffset? LastSync { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required RawJson DataConnectionErrors { get; init; }

    public required RawJson ConnectionInfo { get; init; }

    /// <summary>Always empty: this server keeps nothing in it. In answers it is always there, in webhooks never, as the documents have it.</summary>
    public RawJson? AdditionalProperties { get; init; } = RawJson.EmptyObject;
}

/// <summary>Makes the bodies of connections: what their rows hold, and what the catalogue knows of their integration.</summary>
public sealed class ConnectionBodies(ConnectorCatalog catalog, PublicUrls urls)
{
    public ConnectionBody From(Connection connection) => From(ConnectionRow.Of(connection));

    public ConnectionBody From(in ConnectionRow row)
    {
        // A connection whose connector was taken out of this server is still listed, and can be deleted.
        var manifest = catalog.TryGet(row.IntegrationKey, out var entry) ? entry.Manifest : null;
        return new ConnectionBody
        {
            Id = row.Id,
            IntegrationId = manifest?.IntegrationId ?? Guid.Empty,
            IntegrationKey = row.IntegrationKey,
            SourceId = manifest?.SourceId ?? Guid.Empty,
            SourceType = row.SourceType,
            PlatformName = manifest?.Name ?? row.IntegrationKey,
            LinkUrl = urls.Connection(row.CompanyId, row.Id),
            Status = row.Status,
            LastSync = row.LastSync,
            Created = row.Created,
            DataConnectionErrors = new RawJson(row.ErrorsJson),
            ConnectionInfo = new RawJson(row.InfoJson),
        };
    }
}

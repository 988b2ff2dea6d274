using System.Data.Common;
using Causeway.Contracts;
using Causeway.Server.Storage;

namespace Causeway.Server.Connections;

/// <summary>A connection as it lies in the database: what its body needs, with the JSON left as it is.</summary>
public readonly record struct ConnectionRow
{
    /// <summary>The columns that <see cref="Read"/> expects, of a table with the alias <c>c</c>.</summary>
    public const string Columns =
        "c.id, c.company_id, c.integration_key, c.source_type, c.status, c.created, c.last_sync, c.errors, c.connection_info";

    public required ConnectionId Id { get; init; }

    public required CompanyId CompanyId { get; init; }

    public required string IntegrationKey { get; init; }

    public required SourceType SourceType { get; init; }

    public required ConnectionStatus Status { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset? LastSync { get; init; }

    public required string ErrorsJson { get; init; }

    public required string InfoJson { get; init; }

    public static ConnectionRow Read(DbDataReader reader) =>
        new()
        {
            Id = new ConnectionId(reader.GetGuid(0)),
            CompanyId = new CompanyId(reader.GetGuid(1)),
            IntegrationKey = reader.GetString(2),
            SourceType = Enum.Parse<SourceType>(reader.GetString(3)),
            Status = Enum.Parse<ConnectionStatus>(reader.GetString(4)),
            Created = reader.Instant(5),
            LastSync = reader.InstantOrNull(6),
            ErrorsJson = reader.GetString(7),
            InfoJson = reader.GetString(8),
        };

    public static ConnectionRow Of(Connection connection) =>
        new()
        {
            Id = connection.Id,
            CompanyId = connection.CompanyId,
            IntegrationKey = connection.IntegrationKey,
            SourceType = connection.SourceType,
            Status = connection.Status,
            Created = connection.Created,
            LastSync = connection.LastSync,
            ErrorsJson = StoredConnectionJson.Write(connection.Errors),
            InfoJson = StoredConnectionJson.Write(connection.ConnectionInfo),
        };
}

using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Files;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Schedules;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Connections;

/// <summary>Reads what the page of a connection shows.</summary>
public sealed class ReadConnection(
    CausewayDb db,
    ConnectorCatalog catalog,
    SyncSettingsLookup settings,
    ListFiles files,
    PublicUrls urls
)
{
    private const int MostEvents = 60;

    public async Task<Outcome<ConnectionModel>> RunAsync(CompanyId companyId, ConnectionId id, CancellationToken ct)
    {
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id && c.CompanyId == companyId, ct);
        var company = await db.Set<Company>()
            .Where(c => c.Id == companyId)
            .Select(c => c.Name)
            .SingleOrDefaultAsync(ct);
        if (connection is null || company is null)
        {
            return Refusal.NotFound("Connection");
        }

        var events = await db.Set<ConnectionEvent>()
            .AsNoTracking()
            .Where(e => e.ConnectionId == id)
            .OrderByDescending(e => e.Sequence)
            .Take(MostEvents)
            .ToListAsync(ct);
        catalog.TryGet(connection.IntegrationKey, out var entry);
        return new ConnectionModel
        {
            Connection = connection,
            CompanyName = company,
            SourceName = catalog.NameOf(connection.IntegrationKey),
            LinkUrl = urls.Connection(companyId, id),
            Events = events,
            DataTypes = await DataTypesAsync(connection, entry, ct),
            NextRun = await db.Set<ConnectionSchedule>()
                .Where(s => s.CompanyId == companyId && s.ConnectionId == id)
                .Select(s => s.NextRun)
                .SingleOrDefaultAsync(ct),
            Authorization = await AuthorizationAsync(id, ct),
            Files = connection.TakesFiles ? await files.OfAsync(companyId, id, ct) : [],
        };
    }

    private async Task<IReadOnlyList<DataTypeRow>> DataTypesAsync(
        Connection connection,
        CatalogEntry? entry,
        CancellationToken ct
    )
    {
        var streams = await db.Set<SyncStream>()
            .AsNoTracking()
            .Where(s => s.CompanyId == connection.CompanyId && s.ConnectionId == connection.Id)
            .ToListAsync(ct);
        var latest = streams.Select(s => s.LatestDatasetId).OfType<DatasetId>().ToList();
        var datasets = await db.Set<Dataset>()
            .AsNoTracking()
            .Where(d => d.CompanyId == connection.CompanyId && latest.Contains(d.Id))
            .ToDictionaryAsync(d => d.DataType, ct);
        var effective = await settings.ForCompanyAsync(connection.CompanyId, ct);
        return
        [
            .. DataType
                .All.Select(type => (Type: type, Stream: streams.Find(s => s.DataType == type)))
                .Where(t => t.Stream is not null || entry?.Reads(t.Type) == true)
                .Select(t => new DataTypeRow(
                    t.Type,
                    entry?.Reads(t.Type) == true,
                    datasets.GetValueOrDefault(t.Type),
                    t.Stream?.LastSuccessfulSync,
                    effective.For(t.Type).SyncSchedule
                ))
                // What is under way or wants attention first, then what was read, then what never was.
                .OrderBy(row =>
                    row.IsActive ? 0
                    : row.HasFailed ? 1
                    : row.Latest is not null ? 2
                    : 3
                )
                .ThenBy(row => row.Type.Key, StringComparer.Ordinal),
        ];
    }

    private async Task<AuthorizationRow?> AuthorizationAsync(ConnectionId id, CancellationToken ct)
    {
        var held = await db.Set<Credentials>()
            .Where(c => c.ConnectionId == id)
            .Select(c => new { c.Updated, c.GrantId })
            .SingleOrDefaultAsync(ct);
        if (held is null)
        {
            return null;
        }

        var grant = held.GrantId is null
            ? null
            : await db.Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == held.GrantId, ct);
        return new AuthorizationRow(
            held.Updated,
            grant?.AbsoluteExpires,
            grant?.Refreshed,
            grant?.FailingSince,
            grant?.DeadReason ?? grant?.FailureMessage
        );
    }
}

/// <summary>What the page of a connection shows.</summary>
public sealed record ConnectionModel
{
    public required Connection Connection { get; init; }

    public required string CompanyName { get; init; }

    public required string SourceName { get; init; }

    public required string LinkUrl { get; init; }

    /// <summary>What happened to it, the newest first.</summary>
    public required IReadOnlyList<ConnectionEvent> Events { get; init; }

    public required IReadOnlyList<DataTypeRow> DataTypes { get; init; }

    /// <summary>When its schedule is due next.</summary>
    public required DateTimeOffset? NextRun { get; init; }

    public required AuthorizationRow? Authorization { get; init; }

    /// <summary>What was uploaded to it.</summary>
    public required IReadOnlyList<FileRow> Files { get; init; }

    /// <summary>Whether something is being read now.</summary>
    public bool IsBusy => DataTypes.Any(t => t.IsActive);
}

/// <summary>A data type of a connection.</summary>
/// <param name="Type">The data type.</param>
/// <param name="IsRead">Whether the connector still reads it.</param>
/// <param name="Latest">Its latest dataset.</param>
/// <param name="LastSuccess">As of when the data is.</param>
/// <param name="EveryHours">After how many hours it is read again; 0 is never.</param>
public sealed record DataTypeRow(
    DataType Type,
    bool IsRead,
    Dataset? Latest,
    DateTimeOffset? LastSuccess,
    int EveryHours
)
{
    public bool IsActive => Latest?.IsActive == true;

    public bool HasFailed => Latest?.Status.IsErrored() == true;
}

/// <summary>How the authorization is.</summary>
/// <param name="Given">When it was given last.</param>
/// <param name="Expires">When it ends whatever is done.</param>
/// <param name="Refreshed">When its tokens came.</param>
/// <param name="FailingSince">Since when they can't be renewed.</param>
/// <param name="Problem">Why.</param>
public sealed record AuthorizationRow(
    DateTimeOffset Given,
    DateTimeOffset? Expires,
    DateTimeOffset? Refreshed,
    DateTimeOffset? FailingSince,
    string? Problem
);

using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.SyncSettings;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Reads all data types that are fetched on first link, from all linked connections of a company or from one.</summary>
public sealed class RefreshCompanyData(
    CausewayDb db,
    ConnectorCatalog catalog,
    SyncSettingsLookup settings,
    QueueDatasets queue
)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/companies/{companyId}/data/all", PostAsync).WithName("refresh-company-data");
        // The same under its older name.
        api.MapPost("/companies/{companyId}/data/queue/all", PostAsync);
    }

    /// <summary>Queues the data types in their order; what is queued or running is joined.</summary>
    public async Task<Outcome<List<QueuedDataset>>> RunAsync(
        CompanyId companyId,
        ConnectionId? connectionId,
        DatasetCause cause,
        CancellationToken ct
    )
    {
        var connections = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c => c.CompanyId == companyId && (connectionId == null || c.Id == connectionId))
            .Where(c => c.Status == ConnectionStatus.Linked)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        if (connections.Count == 0)
        {
            return await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct)
                ? Refusal.Invalid("Only linked connections can be read, and the company has none.")
                : Refusal.NotFound("Company");
        }

        var effective = await settings.ForCompanyAsync(companyId, ct);
        var types = DataType
            .All.Select(type => (Type: type, Setting: effective.For(type)))
            .Where(t => t.Setting.FetchOnFirstLink)
            .OrderBy(t => t.Setting.SyncOrder)
            .ThenBy(t => t.Type.Number)
            .ToList();
        var wishes = connections.SelectMany(connection =>
            types
                .Where(t => catalog.TryGet(connection.IntegrationKey, out var entry) && entry.Reads(t.Type))
                .Select(t => new DatasetWish(connection.Id, t.Type, t.Setting.SyncOrder))
        );
        return new List<QueuedDataset>(await queue.RunAsync(companyId, [.. wishes], cause, null, ct));
    }

    private static async Task<IResult> PostAsync(CompanyId companyId, RefreshCompanyData refresh, CancellationToken ct)
    {
        var outcome = await refresh.RunAsync(companyId, null, DatasetCause.RefreshedAll, ct);
        return outcome.ToNoContent();
    }
}

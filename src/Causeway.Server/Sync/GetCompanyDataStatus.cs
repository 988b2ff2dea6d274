using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Shows how fresh a company's data is, by data type.</summary>
public sealed class GetCompanyDataStatus(CausewayDb db, ConnectorCatalog catalog)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/dataStatus", GetAsync).WithName("get-company-data-status");

    /// <summary>Every data type that its connections support or that was ever read.</summary>
    public async Task<Outcome<SortedDictionary<string, DataStatusBody>>> RunAsync(
        CompanyId companyId,
        CancellationToken ct
    )
    {
        var keys = await db.Set<Connection>()
            .Where(c => c.CompanyId == companyId)
            .Select(c => c.IntegrationKey)
            .Distinct()
            .ToListAsync(ct);
        if (keys.Count == 0 && !await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return Refusal.NotFound("Company");
        }

        var streams = await db.Set<SyncStream>().AsNoTracking().Where(s => s.CompanyId == companyId).ToListAsync(ct);
        var result = new SortedDictionary<string, DataStatusBody>(StringComparer.Ordinal);
        foreach (var type in DataType.All)
        {
            var ofType = streams.Where(s => s.DataType == type && s.LatestDatasetId is not null).ToList();
            if (ofType.Count > 0 || keys.Exists(k => catalog.TryGet(k, out var entry) && entry.Reads(type)))
            {
                result.Add(type.Key, DataStatusBody.From(type, ofType));
            }
        }

        return result;
    }

    private static async Task<IResult> GetAsync(CompanyId companyId, GetCompanyDataStatus get, CancellationToken ct)
    {
        var outcome = await get.RunAsync(companyId, ct);
        return outcome.ToHttp(SyncJson.Default.SortedDictionaryStringDataStatusBody);
    }
}

/// <summary>How fresh a data type is, as the API shows it.</summary>
public sealed record DataStatusBody
{
    public required string DataType { get; init; }

    public DateTimeOffset? LastSuccessfulSync { get; init; }

    public required DatasetStatus CurrentStatus { get; init; }

    public DatasetId? LatestSyncId { get; init; }

    public DatasetId? LatestSuccessfulSyncId { get; init; }

    /// <summary>Of several connections with the data type, the one that was read last speaks.</summary>
    public static DataStatusBody From(DataType type, IReadOnlyList<SyncStream> streams)
    {
        var latest = streams.MaxBy(s => s.LatestRequested);
        var successful = streams.Where(s => s.LastSuccessfulSync is not null).MaxBy(s => s.LastSuccessfulSync);
        return new DataStatusBody
        {
            DataType = type.Key,
            CurrentStatus = latest?.LatestStatus ?? DatasetStatus.Initial,
            LatestSyncId = latest?.LatestDatasetId,
            LastSuccessfulSync = successful?.LastSuccessfulSync,
            LatestSuccessfulSyncId = successful?.LatestSuccessfulDatasetId,
        };
    }
}

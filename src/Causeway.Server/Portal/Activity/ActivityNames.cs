using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Activity;

/// <summary>Finds the names by which people know the companies and sources of some syncs or writes.</summary>
public sealed class ActivityNames(CausewayDb db, ConnectorCatalog catalog)
{
    /// <summary>Names for each, in the same order.</summary>
    public async Task<IReadOnlyList<ActivityName>> OfAsync(
        IReadOnlyList<(CompanyId Company, ConnectionId Connection)> places,
        CancellationToken ct
    )
    {
        var companies = places.Select(p => p.Company).Distinct().ToList();
        var connections = places.Select(p => p.Connection).Distinct().ToList();
        var names = await db.Set<Company>()
            .Where(c => companies.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var keys = await db.Set<Connection>()
            .Where(c => companies.Contains(c.CompanyId) && connections.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.IntegrationKey, ct);
        return
        [
            .. places.Select(p => new ActivityName(
                names.GetValueOrDefault(p.Company, ""),
                keys.TryGetValue(p.Connection, out var key) ? catalog.NameOf(key) : "a connection that is gone"
            )),
        ];
    }
}

/// <summary>Where something happened.</summary>
/// <param name="Company">The company's name.</param>
/// <param name="Platform">The source's.</param>
public readonly record struct ActivityName(string Company, string Platform);

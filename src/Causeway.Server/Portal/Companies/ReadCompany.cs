using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Companies;

/// <summary>Reads what the page of a company shows.</summary>
public sealed class ReadCompany(CausewayDb db, CompanyBodies bodies)
{
    private const int MostEvents = 30;

    public async Task<Outcome<CompanyModel>> RunAsync(CompanyId id, CancellationToken ct)
    {
        var body = await bodies.GetAsync(id, ct);
        if (body.Refusal is { } refusal)
        {
            return refusal;
        }

        var connections = body.Value.DataConnections.Select(c => c.Id).ToList();
        var events = await db.Set<ConnectionEvent>()
            .AsNoTracking()
            .Where(e => connections.Contains(e.ConnectionId))
            .OrderByDescending(e => e.Sequence)
            .Take(MostEvents)
            .ToListAsync(ct);
        return new CompanyModel(body.Value, events);
    }
}

/// <summary>What the page of a company shows.</summary>
/// <param name="Company">The company.</param>
/// <param name="Events">What happened to its connections, the newest first.</param>
public sealed record CompanyModel(CompanyBody Company, IReadOnlyList<ConnectionEvent> Events);

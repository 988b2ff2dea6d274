using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Link;

/// <summary>
/// Takes a user's choice of a system. An attempt that was begun and not finished is taken up again, so that going back and forth leaves no trail of
/// connections.
/// </summary>
public sealed class BeginConnection(CausewayDb db, CreateConnection create)
{
    public async Task<Outcome<Connection>> RunAsync(CompanyId companyId, string? platformKey, CancellationToken ct)
    {
        var begun = await db.Set<Connection>()
            .AsNoTracking()
            .Where(c =>
                c.CompanyId == companyId
                && c.IntegrationKey == platformKey
                && (c.Status == ConnectionStatus.PendingAuth || (c.Status == ConnectionStatus.Linked && c.TakesFiles))
            )
            // More files go where the first ones went.
            .OrderBy(c => c.Status == ConnectionStatus.Linked ? 0 : 1)
            .ThenBy(c => c.Id)
            .FirstOrDefaultAsync(ct);
        return begun is null ? await create.RunAsync(companyId, platformKey, ConnectionActor.CompanyUser, ct) : begun;
    }
}

using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.Schedules;

/// <summary>The sync settings changed: the schedules of a company's connections, or of all, are looked at again, some at a time.</summary>
/// <param name="CompanyId">The company, or nothing for all.</param>
/// <param name="After">The last connection that was looked at.</param>
public sealed record RescheduleAll(CompanyId? CompanyId, ConnectionId? After);

public static class RescheduleAllHandler
{
    private const int Some = 200;

    /// <returns>A message for each connection, and one for the rest.</returns>
    public static async Task<IReadOnlyList<object>> HandleAsync(
        RescheduleAll message,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var after = message.After?.Value ?? Guid.Empty;
        var connections = db.Set<Connection>()
            .FromSql($"SELECT * FROM connections WHERE id > {after}")
            .AsNoTracking()
            .Where(c => c.Status == ConnectionStatus.Linked);
        if (message.CompanyId is { } company)
        {
            connections = connections.Where(c => c.CompanyId == company);
        }

        var some = await connections
            .OrderBy(c => c.Id)
            .Take(Some)
            .Select(c => new ScheduleSyncs(c.CompanyId, c.Id))
            .ToListAsync(ct);
        return some.Count < Some ? [.. some] : [.. some, message with { After = some[^1].ConnectionId }];
    }
}

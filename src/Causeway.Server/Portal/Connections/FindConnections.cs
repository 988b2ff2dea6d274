using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Connections;

/// <summary>Lists connections of all companies, a page at a time in the order of an index.</summary>
public sealed class FindConnections(ReadPool pool, CausewayDb db)
{
    public const int PageSize = 25;

    /// <summary>A page, the newest first; of one status by their companies' age.</summary>
    public async Task<Outcome<ConnectionList>> PageAsync(
        ConnectionStatus? status,
        ConnectionId? after,
        CancellationToken ct
    )
    {
        var values = new List<(string, object)> { ("take", PageSize + 1) };
        var (where, order, key) = status is null
            ? ("1 = 1", "c.created DESC, c.id DESC", "created, id")
            : ("c.status = @status", "c.company_id DESC, c.id DESC", "company_id, id");
        if (status is { } wanted)
        {
            values.Add(("status", wanted.ToString()));
        }

        if (after is { } last)
        {
            var columns = $"c.{key.Replace(", ", ", c.", StringComparison.Ordinal)}";
            where += $" AND ({columns}) < (SELECT {key} FROM connections WHERE id = @after)";
            values.Add(("after", last.Value));
        }

        var ids = new List<ConnectionId>();
        await using (var lease = await pool.RentAsync(ct))
        {
            await using var command = lease.Once(
                $"SELECT c.id FROM connections c WHERE {where} ORDER BY {order} LIMIT @take",
                [.. values]
            );
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                ids.Add(new ConnectionId(reader.GetGuid(0)));
            }
        }

        var hasMore = ids.Count > PageSize;
        ids = [.. ids.Take(PageSize)];
        var rows = await (
            from c in db.Set<Connection>()
            join company in db.Set<Company>() on c.CompanyId equals company.Id
            where ids.Contains(c.Id)
            select new ConnectionListRow(
                c.Id,
                c.CompanyId,
                company.Name,
                c.IntegrationKey,
                c.Status,
                c.LastSync,
                c.Created
            )
        ).ToDictionaryAsync(r => r.Id, ct);
        IReadOnlyList<ConnectionListRow> found = [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
        return new ConnectionList(found, hasMore && found.Count > 0 ? found[^1].Id : null);
    }
}

/// <summary>A page of connections.</summary>
/// <param name="Rows">The connections.</param>
/// <param name="Next">After which one the next page begins.</param>
public sealed record ConnectionList(IReadOnlyList<ConnectionListRow> Rows, ConnectionId? Next);

/// <summary>A connection in the list.</summary>
public sealed record ConnectionListRow(
    ConnectionId Id,
    CompanyId CompanyId,
    string CompanyName,
    string IntegrationKey,
    ConnectionStatus Status,
    DateTimeOffset? LastSync,
    DateTimeOffset Created
);

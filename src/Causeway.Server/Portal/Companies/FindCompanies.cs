using System.Data.Common;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Portal.Connections;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Companies;

/// <summary>
/// Finds companies among hundreds of thousands. A page is found in an index that has all that is compared, from where the last one ended;
/// nothing is counted that was not counted before.
/// </summary>
public sealed class FindCompanies(ReadPool pool, DatabaseOptions database, CausewayDb db)
{
    public const int PageSize = 25;

    private const int FewTagged = 2_000;

    private string Contains => database.Kind is DatabaseKind.Sqlite ? "instr" : "strpos";

    /// <summary>The first few whose name has a text in it, those that begin with it first.</summary>
    public async Task<IReadOnlyList<CompanyHit>> QuickAsync(string text, int most, CancellationToken ct)
    {
        var wanted = Company.SearchNameOf(text.Trim());
        if (wanted.Length == 0)
        {
            return [];
        }

        var ids = new List<CompanyId>();
        if (CompanyId.TryParse(wanted, out var id))
        {
            ids.Add(id);
        }
        else
        {
            await using var lease = await pool.RentAsync(ct);
            // Two ends of an index, and the whole of it only if that gives too few.
            await using var begins = lease.Once(
                "SELECT c.id, c.search_name FROM companies c WHERE c.search_name >= @from AND c.search_name < @to ORDER BY c.search_name, c.id LIMIT @take",
                ("from", wanted),
                ("to", wanted + '\uffff'),
                ("take", most)
            );
            await ReadAsync(begins, ids, ct);
            if (ids.Count < most)
            {
                await using var contains = lease.Once(
                    $"SELECT c.id, c.search_name FROM companies c WHERE {Contains}(c.search_name, @text) > 0 ORDER BY c.search_name, c.id LIMIT @take",
                    ("text", wanted),
                    ("take", most * 2)
                );
                await ReadAsync(contains, ids, ct);
            }
        }

        var found = ids.Distinct().Take(most).ToList();
        var rows = await RowsAsync(found, ct);
        return
        [
            .. rows.Select(row => new CompanyHit(
                row.Id,
                row.Name,
                row.Connections.Count == 0
                    ? "no connection"
                    : string.Join(
                        ", ",
                        row.Connections.GroupBy(c => c.Status)
                            .OrderBy(g => g.Key)
                            .Select(g => $"{g.Count()} {ConnectionWords.Of(g.Key).ToLowerInvariant()}")
                    )
            )),
        ];
    }

    /// <summary>A page of the list.</summary>
    public async Task<Outcome<CompanyPage>> PageAsync(CompanyQuery query, CancellationToken ct)
    {
        var ids = new List<CompanyId>();
        var total = 0L;
        await using (var lease = await pool.RentAsync(ct))
        {
            total = Convert.ToInt64(await lease.Constant(RowCounts.Of("companies")).ExecuteScalarAsync(ct), null);
            await using var command = await CommandAsync(lease, query, ct);
            await ReadAsync(command, ids, ct);
        }

        var hasMore = ids.Count > PageSize;
        var rows = await RowsAsync(ids.Take(PageSize).ToList(), ct);
        return new CompanyPage(rows, hasMore && rows.Count > 0 ? rows[^1].Id : null, total);
    }

    private async Task<DbCommand> CommandAsync(ReadLease lease, CompanyQuery query, CancellationToken ct)
    {
        var text = Company.SearchNameOf(query.Text?.Trim() ?? "");
        var conditions = new List<string> { "1 = 1" };
        var values = new List<(string, object)> { ("take", PageSize + 1) };
        var byName = text.Length > 0;
        if (byName && CompanyId.TryParse(text, out var id))
        {
            conditions.Add("c.id = @id");
            values.Add(("id", id.Value));
        }
        else if (byName)
        {
            conditions.Add($"{Contains}(c.search_name, @text) > 0");
            values.Add(("text", text));
        }

        if (query.Tag is { } tag)
        {
            conditions.Add(await TagConditionAsync(lease, tag.Key, tag.Value, ct));
            values.Add(("key", tag.Key));
            values.Add(("value", tag.Value));
        }

        var order = byName ? "c.search_name, c.id" : "c.created DESC, c.id DESC";
        if (query.After is { } after)
        {
            conditions.Add(
                byName
                    ? "(c.search_name, c.id) > (SELECT a.search_name, a.id FROM companies a WHERE a.id = @after)"
                    : "(c.created, c.id) < (SELECT a.created, a.id FROM companies a WHERE a.id = @after)"
            );
            values.Add(("after", after.Value));
        }

        return lease.Once(
            $"SELECT c.id FROM companies c WHERE {string.Join(" AND ", conditions)} ORDER BY {order} LIMIT @take",
            [.. values]
        );
    }

    // Of a tag that few have, those few are looked at; of one that many have, the list is gone through until the page is full.
    private static async Task<string> TagConditionAsync(ReadLease lease, string key, string value, CancellationToken ct)
    {
        await using var count = lease.Once(
            "SELECT COUNT(*) FROM (SELECT 1 AS one FROM company_tags t WHERE t.key = @key AND t.value = @value LIMIT @most) few",
            ("key", key),
            ("value", value),
            ("most", FewTagged)
        );
        return Convert.ToInt64(await count.ExecuteScalarAsync(ct), null) < FewTagged
            ? "c.id IN (SELECT t.company_id FROM company_tags t WHERE t.key = @key AND t.value = @value)"
            : "EXISTS (SELECT 1 FROM company_tags t WHERE t.company_id = c.id AND t.key = @key AND t.value = @value)";
    }

    private async Task<IReadOnlyList<CompanyRow>> RowsAsync(List<CompanyId> ids, CancellationToken ct)
    {
        var companies = await db.Set<Company>()
            .AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                c.Name,
                c.Created,
                c.CreatedBy,
            })
            .ToDictionaryAsync(c => c.Id, ct);
        var tags = (
            await db.Set<CompanyTag>().AsNoTracking().Where(t => ids.Contains(t.CompanyId)).ToListAsync(ct)
        ).ToLookup(t => t.CompanyId, t => new KeyValuePair<string, string>(t.Key, t.Value));
        var connections = (
            await db.Set<Connection>()
                .Where(c => ids.Contains(c.CompanyId))
                .OrderBy(c => c.Id)
                .Select(c => new CompanyRow.Connected(c.CompanyId, c.Id, c.IntegrationKey, c.Status, c.LastSync))
                .ToListAsync(ct)
        ).ToLookup(c => c.CompanyId);
        return
        [
            .. ids.Where(companies.ContainsKey)
                .Select(id => companies[id])
                .Select(c => new CompanyRow(
                    c.Id,
                    c.Name,
                    c.Created,
                    c.CreatedBy,
                    [.. tags[c.Id].OrderBy(t => t.Key, StringComparer.Ordinal)],
                    [.. connections[c.Id]]
                )),
        ];
    }

    private static async Task ReadAsync(DbCommand command, List<CompanyId> into, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            into.Add(new CompanyId(reader.GetGuid(0)));
        }
    }
}

/// <summary>Which companies are looked for.</summary>
/// <param name="Text">What the name has in it, or an id.</param>
/// <param name="Tag">A tag that they have.</param>
/// <param name="After">The last one of the page before.</param>
public sealed record CompanyQuery(string? Text, KeyValuePair<string, string>? Tag, CompanyId? After);

/// <summary>A page of companies.</summary>
/// <param name="Rows">The companies.</param>
/// <param name="Next">After which one the next page begins; null if this is the last.</param>
/// <param name="Total">How many companies there are in all.</param>
public sealed record CompanyPage(IReadOnlyList<CompanyRow> Rows, CompanyId? Next, long Total);

/// <summary>A company in a list.</summary>
public sealed record CompanyRow(
    CompanyId Id,
    string Name,
    DateTimeOffset Created,
    string? CreatedBy,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    IReadOnlyList<CompanyRow.Connected> Connections
)
{
    /// <summary>A connection that it has.</summary>
    public sealed record Connected(
        CompanyId CompanyId,
        ConnectionId Id,
        string IntegrationKey,
        ConnectionStatus Status,
        DateTimeOffset? LastSync
    );
}

/// <summary>A company that the search found.</summary>
public sealed record CompanyHit(CompanyId Id, string Name, string About);

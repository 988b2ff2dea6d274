using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;

namespace Causeway.Server.Connections;

/// <summary>Reads pages of connections, of one company or of all.</summary>
public sealed class ConnectionPages(ReadPool pool, ConnectionBodies bodies)
{
    /// <summary>A page of one company's connections.</summary>
    public async Task<Outcome<(IReadOnlyList<ConnectionBody> Results, long Total)>> OfCompanyAsync(
        CompanyId companyId,
        ListRequest list,
        CancellationToken ct
    )
    {
        await using var lease = await pool.RentAsync(ct);
        var page = new Page(list, pool.Dialect, "c.company_id = @company AND ");
        var total = await CountAsync(lease, page, companyId, ct);
        if (total == 0 && !await IsCompanyAsync(lease, companyId, ct))
        {
            return Refusal.NotFound($"Company {companyId}");
        }

        return (await ReadAsync(lease, page, companyId, static (body, _) => body, ct), total);
    }

    /// <summary>A page of all connections.</summary>
    public async Task<(IReadOnlyList<ConnectionBody> Results, long Total)> OfAllAsync(
        ListRequest list,
        CancellationToken ct
    )
    {
        await using var lease = await pool.RentAsync(ct);
        var page = new Page(list, pool.Dialect, "");
        var total = list.Filter.IsEmpty ? await CountAllAsync(lease, ct) : await CountAsync(lease, page, null, ct);
        return (
            await ReadAsync(lease, page, null, static (body, company) => body with { CompanyId = company }, ct),
            total
        );
    }

    private static async Task<long> CountAsync(ReadLease lease, Page page, CompanyId? company, CancellationToken ct)
    {
        await using var command = page.Command(
            lease,
            $"SELECT COUNT(*) FROM connections c WHERE {page.Where}",
            company
        );
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), null);
    }

    private static async Task<long> CountAllAsync(ReadLease lease, CancellationToken ct) =>
        Convert.ToInt64(await lease.Constant(RowCounts.Of("connections")).ExecuteScalarAsync(ct), null);

    private static async Task<bool> IsCompanyAsync(ReadLease lease, CompanyId company, CancellationToken ct)
    {
        var command = lease.Constant("SELECT 1 FROM companies WHERE id = @company", ("company", company.Value));
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    // The page's ids come from an index alone; only its rows are fetched.
    private async Task<IReadOnlyList<ConnectionBody>> ReadAsync(
        ReadLease lease,
        Page page,
        CompanyId? company,
        Func<ConnectionBody, CompanyId, ConnectionBody> complete,
        CancellationToken ct
    )
    {
        await using var command = page.Command(
            lease,
            $"""
            SELECT {ConnectionRow.Columns}
            FROM (SELECT c.id FROM connections c WHERE {page.Where} ORDER BY {page.OrderBy} LIMIT @take OFFSET @skip) page
            JOIN connections c ON c.id = page.id
            ORDER BY {page.OrderBy}
            """,
            company,
            ("take", page.Request.Size),
            ("skip", page.Request.Offset)
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var results = new List<ConnectionBody>();
        while (await reader.ReadAsync(ct))
        {
            var row = ConnectionRow.Read(reader);
            results.Add(complete(bodies.From(row), row.CompanyId));
        }

        return results;
    }

    private sealed class Page(ListRequest list, Query.Sql.QueryDialect dialect, string scope)
    {
        private readonly SqlFragment filter = list.Filter.ToSql(dialect);

        public PageRequest Request => list.Page;

        public string Where => scope + filter.Sql;

        public string OrderBy { get; } = list.Order.ToSql(dialect, "c.id");

        public System.Data.Common.DbCommand Command(
            ReadLease lease,
            string sql,
            CompanyId? company,
            params ReadOnlySpan<(string Name, object Value)> parameters
        )
        {
            var command = company is { } id
                ? lease.Once(sql, [("company", id.Value), .. parameters])
                : lease.Once(sql, parameters);
            filter.AddTo(command);
            return command;
        }
    }
}

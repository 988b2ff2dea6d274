using System.Globalization;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Query.Sql;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Push;

/// <summary>All writes of a company, page by page; also those of connections that are no more.</summary>
public sealed class GetCompanyPushHistory(CausewayDb db)
{
    private static readonly QuerySchema s_fields = new(
        "PushOperation",
        new Dictionary<string, QueryField>(StringComparer.Ordinal)
        {
            ["pushOperationKey"] = QueryField.Id("o.key") with { IsRequired = true },
            ["dataConnectionKey"] = QueryField.Id("o.connection_id") with { IsRequired = true },
            ["companyId"] = QueryField.Id("o.company_id") with { IsRequired = true },
            ["dataType"] = QueryField.Text("o.data_type") with { IsRequired = true },
            ["status"] = QueryField.Text("o.status") with { IsRequired = true },
            ["statusCode"] = QueryField.Number("o.status_code") with { IsRequired = true },
            ["requestedOnUtc"] = QueryField.Instant("o.requested_on") with { IsRequired = true },
            ["completedOnUtc"] = QueryField.Instant("o.completed_on"),
            ["timeoutInMinutes"] = QueryField.Number("o.timeout_in_minutes"),
            ["errorMessage"] = QueryField.Text("o.error_message"),
        }
    );

    /// <summary>What the history can be filtered and ordered by.</summary>
    public static IQuerySchema Schema => s_fields;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/push", GetAsync).WithName("get-company-push-history");

    /// <summary>One page, the oldest first unless another order is asked for.</summary>
    public async Task<Outcome<PushHistory>> RunAsync(CompanyId companyId, ListRequest list, CancellationToken ct)
    {
        if (!await db.Set<Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return Refusal.NotFound("Company");
        }

        var dialect = db.Database.IsSqlite() ? QueryDialect.Sqlite : QueryDialect.Postgres;
        var where = list.Filter.ToSql(dialect);
        // What is put together here is the schema's SQL; a value of the caller's is a parameter.
        var rows = $"FROM push_operations AS o WHERE o.company_id = {{0}} AND {where.Sql}";
        var count = $"SELECT COUNT(*) AS \"Value\" {rows}";
        var span = string.Create(CultureInfo.InvariantCulture, $"LIMIT {list.Page.Size} OFFSET {list.Page.Offset}");
        var select = $"SELECT o.sequence AS \"Value\" {rows} ORDER BY {list.Order.ToSql(dialect, "o.sequence")} {span}";
        var total = await db.Database.SqlQueryRaw<long>(count, Parameters()).ToListAsync(ct);
        var keys = await db.Database.SqlQueryRaw<long>(select, Parameters()).ToListAsync(ct);
        return new PushHistory(await ReadAsync(keys, ct), total[0]);

        object[] Parameters() => [companyId.Value, .. where.CreateParameters()];
    }

    private async Task<IReadOnlyList<PushOperationBody>> ReadAsync(List<long> keys, CancellationToken ct)
    {
        // Without the records that were sent, which may be large and are not told.
        var found = await db.Set<PushOperation>()
            .AsNoTracking()
            .Where(o => keys.Contains(o.Sequence))
            .Select(PushSummary.Columns)
            .ToDictionaryAsync(o => o.Sequence, ct);
        return [.. keys.Where(found.ContainsKey).Select(k => PushOperationBody.From(found[k]))];
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        [AsParameters] ListParameters parameters,
        HttpRequest http,
        GetCompanyPushHistory push,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, s_fields);
        if (list.Refusal is not null)
        {
            return new ErrorResult(list.Refusal);
        }

        var outcome = await push.RunAsync(companyId, list.Value, ct);
        return outcome.ToHttp(history => list.Value.Body(http, history.Results, history.Total));
    }
}

/// <summary>A page of writes.</summary>
/// <param name="Results">The writes.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record PushHistory(IReadOnlyList<PushOperationBody> Results, long Total);

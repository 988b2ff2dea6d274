using System.Globalization;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Query.Sql;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Lists a company's datasets, the newest first.</summary>
public static class ListPullOperations
{
    private static readonly QuerySchema Fields = new(
        "Dataset",
        new Dictionary<string, QueryField>(StringComparer.Ordinal)
        {
            ["id"] = QueryField.Id("id"),
            ["companyId"] = QueryField.Id("company_id"),
            ["connectionId"] = QueryField.Id("connection_id"),
            ["dataType"] = QueryField.Text("data_type") with { IsRequired = true },
            ["status"] = QueryField.Text("status") with { IsRequired = true },
            ["statusDescription"] = QueryField.Text("status_description"),
            ["errorMessage"] = QueryField.Text("error_message"),
            ["requested"] = QueryField.Instant("requested") with { IsRequired = true },
            ["completed"] = QueryField.Instant("ended"),
            ["isCompleted"] = QueryField.Refuse("can't be queried; query by status instead"),
            ["isErrored"] = QueryField.Refuse("can't be queried; query by status instead"),
            ["progress"] = QueryField.Refuse("can't be queried; query by status instead"),
        }
    );

    /// <summary>What the list can be filtered and ordered by.</summary>
    public static IQuerySchema Schema => Fields;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/data/history", GetAsync).WithName("list-pull-operations");

    /// <summary>One page of a company's datasets, and how many there are on all pages.</summary>
    public static async Task<Outcome<(IReadOnlyList<Dataset> Results, long Total)>> ReadAsync(
        CausewayDb db,
        CompanyId companyId,
        ListRequest list,
        CancellationToken ct
    )
    {
        if (!await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return Refusal.NotFound("Company");
        }

        var page = list.Page;
        var dialect = db.Database.IsSqlite() ? QueryDialect.Sqlite : QueryDialect.Postgres;
        var where = list.Filter.ToSql(dialect);
        var from = $"FROM datasets WHERE company_id = @company AND {where.Sql}";
#pragma warning disable EF1002, EF1003 // The text is made of our schema's columns; what the caller wrote is in the parameters.
        var total = await db
            .Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" {from}", Arguments(where, companyId))
            .ToListAsync(ct);
        var sorted = list.Order.ToSql(dialect, "requested DESC, id DESC");
        var datasets = await db.Set<Dataset>()
            .FromSqlRaw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"SELECT * {from} ORDER BY {sorted} LIMIT {page.Size} OFFSET {page.Offset}"
                ),
                Arguments(where, companyId)
            )
            .AsNoTracking()
            .ToListAsync(ct);
#pragma warning restore EF1002, EF1003
        return (datasets, total[0]);
    }

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        [AsParameters] ListParameters parameters,
        HttpContext http,
        CausewayDb db,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, Schema);
        if (list.Refusal is { } wrong)
        {
            return new ErrorResult(
                await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct)
                    ? wrong
                    : Refusal.NotFound("Company")
            );
        }

        var outcome = await ReadAsync(db, companyId, list.Value, ct);
        if (outcome.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        var (page, (datasets, total)) = (list.Value.Page, outcome.Value);
        return TypedResults.Json(
            new DatasetPageBody
            {
                Results = [.. datasets.Select(DatasetBody.From)],
                PageNumber = page.Number,
                PageSize = page.Size,
                TotalResults = total,
                Links = PageLinks.Of(
                    http.Request.Path.ToUriComponent(),
                    page,
                    total,
                    ("query", parameters.Query),
                    ("orderBy", parameters.OrderBy)
                ),
            },
            SyncJson.Default.DatasetPageBody
        );
    }

    private static object[] Arguments(SqlFragment where, CompanyId company)
    {
        // As EF Core stores it.
        object id =
            where.Dialect == QueryDialect.Sqlite ? company.ToString().ToUpperInvariant() : (object)company.Value;
        return [.. where.CreateParameters(), where.Dialect.CreateParameter("company", id)];
    }
}

/// <summary>A page of datasets.</summary>
public sealed record DatasetPageBody
{
    public required IReadOnlyList<DatasetBody> Results { get; init; }

    public required int PageNumber { get; init; }

    public required int PageSize { get; init; }

    public required long TotalResults { get; init; }

    [JsonPropertyName("_links")]
    public required PageLinks Links { get; init; }
}

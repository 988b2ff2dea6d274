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
    private static readonly QuerySchema Schema = new(
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

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/data/history", GetAsync).WithName("list-pull-operations");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        [AsParameters] ListParameters parameters,
        HttpContext http,
        CausewayDb db,
        CancellationToken ct
    )
    {
        if (!await db.Set<Companies.Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return new ErrorResult(Refusal.NotFound("Company"));
        }

        if (!PageRequest.Parse(parameters.Page, parameters.PageSize).Succeeded(out var page, out var error))
        {
            return Refuse(error, "page");
        }

        if (!QueryFilter.Parse(parameters.Query, Schema).Succeeded(out var filter, out error))
        {
            return Refuse(error, "query");
        }

        if (!QueryOrder.Parse(parameters.OrderBy, Schema).Succeeded(out var order, out error))
        {
            return Refuse(error, "orderBy");
        }

        var dialect = db.Database.IsSqlite() ? QueryDialect.Sqlite : QueryDialect.Postgres;
        var where = filter.ToSql(dialect);
        var from = $"FROM datasets WHERE company_id = @company AND {where.Sql}";
#pragma warning disable EF1002, EF1003 // The text is made of our schema's columns; what the caller wrote is in the parameters.
        var total = await db
            .Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" {from}", Arguments(where, companyId))
            .ToListAsync(ct);
        var sorted = order.ToSql(dialect, "requested DESC, id DESC");
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
        return TypedResults.Json(
            new DatasetPageBody
            {
                Results = [.. datasets.Select(DatasetBody.From)],
                PageNumber = page.Number,
                PageSize = page.Size,
                TotalResults = total[0],
                Links = PageLinks.Of(
                    http.Request.Path.ToUriComponent(),
                    page,
                    total[0],
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

    private static ErrorResult Refuse(QueryError error, string parameter) =>
        new(Refusal.Invalid(error.Field ?? parameter, error.Message));
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

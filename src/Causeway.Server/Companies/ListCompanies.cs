using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;

namespace Causeway.Server.Companies;

/// <summary>Lists companies.</summary>
public sealed class ListCompanies(ReadPool pool, CompanyBodies bodies)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/companies", GetAsync).WithName("list-companies");

    /// <summary>A page of companies.</summary>
    /// <param name="list">Which page, filtered and ordered how.</param>
    /// <param name="tags">Which tags.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<(IReadOnlyList<CompanyBody> Results, long Total)> RunAsync(
        ListRequest list,
        QueryFilter tags,
        CancellationToken ct
    )
    {
        var (ids, total) = await ReadIdsAsync(list, tags, ct);
        return (await bodies.ReadAsync(ids, ct), total);
    }

    private async Task<(List<CompanyId> Ids, long Total)> ReadIdsAsync(
        ListRequest list,
        QueryFilter tags,
        CancellationToken ct
    )
    {
        var (filter, tagFilter) = (list.Filter.ToSql(pool.Dialect), tags.ToSql(pool.Dialect, "t"));
        var where = $"{filter.Sql} AND {tagFilter.Sql}";
        await using var lease = await pool.RentAsync(ct);

        await using var count = lease.Once(
            list.Filter.IsEmpty && tags.IsEmpty
                ? RowCounts.Of("companies")
                : $"SELECT COUNT(*) FROM companies c WHERE {where}"
        );
        filter.AddTo(count);
        tagFilter.AddTo(count);
        var total = Convert.ToInt64(await count.ExecuteScalarAsync(ct), null);

        await using var page = lease.Once(
            $"SELECT c.id FROM companies c WHERE {where} ORDER BY {list.Order.ToSql(pool.Dialect, "c.id")} LIMIT @take OFFSET @skip",
            ("take", list.Page.Size),
            ("skip", list.Page.Offset)
        );
        filter.AddTo(page);
        tagFilter.AddTo(page);
        await using var reader = await page.ExecuteReaderAsync(ct);
        var ids = new List<CompanyId>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(new CompanyId(reader.GetGuid(0)));
        }

        return (ids, total);
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] ListParameters parameters,
        string? tags,
        ListCompanies companies,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var list = ListRequest.Parse(parameters, CompanyFields.Schema);
        if (list.Refusal is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        if (!QueryFilter.Parse(tags, CompanyFields.Tags).Succeeded(out var tagFilter, out var error))
        {
            return new ErrorResult(error.ToRefusal("tags"));
        }

        var (results, total) = await companies.RunAsync(list.Value, tagFilter, ct);
        return TypedResults.Json(
            list.Value.Body(request, results, total, ("tags", tags)),
            CompanyJson.Default.PagedBodyCompanyBody
        );
    }
}

using Causeway.Server.Http;

namespace Causeway.Server.Query;

/// <summary>The parameters that every list takes, as the caller wrote them.</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="PageSize">Results on a page.</param>
/// <param name="Query">What to filter by.</param>
/// <param name="OrderBy">What to order by.</param>
public readonly record struct ListParameters(string? Page, string? PageSize, string? Query, string? OrderBy);

/// <summary>What is asked of a list, understood.</summary>
/// <param name="Parameters">As the caller wrote it.</param>
/// <param name="Page">Which page.</param>
/// <param name="Filter">Which rows.</param>
/// <param name="Order">In which order.</param>
public sealed record ListRequest(ListParameters Parameters, PageRequest Page, QueryFilter Filter, QueryOrder Order)
{
    /// <summary>Reads the parameters, or says which is wrong.</summary>
    public static Outcome<ListRequest> Parse(ListParameters parameters, IQuerySchema schema)
    {
        if (!PageRequest.Parse(parameters.Page, parameters.PageSize).Succeeded(out var page, out var error))
        {
            return error.ToRefusal("page");
        }

        if (!QueryFilter.Parse(parameters.Query, schema).Succeeded(out var filter, out error))
        {
            return error.ToRefusal("query");
        }

        return QueryOrder.Parse(parameters.OrderBy, schema).Succeeded(out var order, out error)
            ? new ListRequest(parameters, page, filter, order)
            : error.ToRefusal("orderBy");
    }

    /// <summary>What is asked of a list that has pages, and nothing else to ask for.</summary>
    public static ListRequest Of(PageRequest page) => new(default, page, QueryFilter.None, QueryOrder.None);

    /// <summary>The page as the API has it.</summary>
    /// <param name="request">The request, for its path.</param>
    /// <param name="results">What is on the page.</param>
    /// <param name="total">How many results there are on all pages.</param>
    /// <param name="others">Parameters that this list has beside the usual ones.</param>
    public PagedBody<T> Body<T>(
        HttpRequest request,
        IReadOnlyList<T> results,
        long total,
        params ReadOnlySpan<(string Name, string? Value)> others
    ) =>
        new(results, Page.Number, Page.Size, total)
        {
            Links = PageLinks.Of(
                request.PathBase.ToUriComponent() + request.Path.ToUriComponent(),
                Page,
                total,
                [("query", Parameters.Query), ("orderBy", Parameters.OrderBy), .. others]
            ),
        };
}

/// <summary>How an error of the query language is answered.</summary>
public static class QueryErrors
{
    /// <summary>The error as a refusal that names the field, or else the parameter.</summary>
    public static Refusal ToRefusal(this QueryError error, string parameter) =>
        Refusal.Invalid(error.Field ?? parameter, error.Message);
}

using System.Globalization;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Records.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Causeway.Server.Records;

/// <summary>What the requests for records have in common: where they point, and how parameters are read.</summary>
public static class RecordRequest
{
    /// <summary>The company and, where the route has one, the connection.</summary>
    public static RecordScope Scope(HttpContext context, DataType type) =>
        new(
            Id<CompanyId>(context, "companyId"),
            context.Request.RouteValues.ContainsKey("connectionId") ? Id<ConnectionId>(context, "connectionId") : null,
            type
        );

    /// <summary>
    /// A record's key in the path. Routing leaves an escaped slash as it is, and then it can't be told from one that was
    /// escaped twice; so such a key is taken from the address as it was sent.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="name">What the route calls the key.</param>
    /// <param name="fromEnd">The segment of the path that the key is, counted from the end, where 1 is the last.</param>
    public static string Key(HttpContext context, string name, int fromEnd)
    {
        var key = (string)context.Request.RouteValues[name]!;
        if (!key.Contains('%', StringComparison.Ordinal))
        {
            return key;
        }

        var sent = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var segments = sent.Split('?', 2)[0].TrimEnd('/').Split('/');
        // A server in process has no address that was sent.
        return segments.Length < fromEnd || sent.Length == 0
            ? key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)
            : Uri.UnescapeDataString(segments[^fromEnd]);
    }

    /// <summary>The page, filter and order that are asked for.</summary>
    public static Outcome<RecordListing> Listing(HttpContext context, DataType type)
    {
        var query = context.Request.Query;
        var (filterText, orderText) = (query["query"].ToString(), query["orderBy"].ToString());
        var schema = RecordFields.Of(type);
        if (!PageRequest.Parse(query["page"], query["pageSize"]).Succeeded(out var page, out var error))
        {
            return Refused(error, "page");
        }

        if (!QueryFilter.Parse(filterText, schema).Succeeded(out var filter, out error))
        {
            return Refused(error, "query");
        }

        if (!QueryOrder.Parse(orderText, schema).Succeeded(out var order, out error))
        {
            return Refused(error, "orderBy");
        }

        var path = Path(context);
        return new RecordListing(
            page,
            filter,
            order,
            total => PageLinks.Of(path, page, total, ("query", filterText), ("orderBy", orderText))
        );
    }

    /// <summary>The place in the change feed that is asked for.</summary>
    public static Outcome<ChangeListing> Changes(HttpContext context)
    {
        var query = context.Request.Query;
        var text = query["cursor"].ToString();
        ChangeCursor? after = null;
        if (text.Length > 0)
        {
            if (!ChangeCursor.TryParse(text, out var cursor))
            {
                return BadCursor("is not one that this server gave");
            }

            after = cursor;
        }

        if (!PageRequest.Parse(null, query["pageSize"]).Succeeded(out var page, out var error))
        {
            return Refused(error, "pageSize");
        }

        var path = Path(context);
        return new ChangeListing(
            after,
            page.Size,
            next => string.Create(CultureInfo.InvariantCulture, $"{path}?cursor={next}&pageSize={page.Size}")
        );
    }

    public static Refusal BadCursor(string why) => Refusal.Invalid("cursor", $"The cursor {why}.");

    private static string Path(HttpContext context) => (context.Request.PathBase + context.Request.Path).ToString();

    private static Refusal Refused(QueryError error, string parameter) =>
        Refusal.Invalid(error.Field ?? parameter, error.Message);

    private static TId Id<TId>(HttpContext context, string name)
        where TId : struct, IGuidId<TId> =>
        GuidId.TryParse<TId>((string?)context.Request.RouteValues[name], out var id)
            ? id
            : throw new BadHttpRequestException($"parameter \"{name}\" is not an id");
}

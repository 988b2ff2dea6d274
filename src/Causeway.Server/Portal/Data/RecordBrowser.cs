using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Query;
using Causeway.Server.Records;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Portal.Data;

/// <summary>Reads what pages show of a connection's data, by the reads that the API has.</summary>
public sealed class RecordBrowser(CausewayDb db, ConnectorCatalog catalog, IRecordReads reads, RecordRefusals refusals)
{
    /// <summary>Records on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The connection with its names.</summary>
    public async Task<Outcome<DataPlace>> PlaceAsync(CompanyId company, ConnectionId connection, CancellationToken ct)
    {
        var found = await db.Set<Connection>()
            .Where(c => c.CompanyId == company && c.Id == connection)
            .Join(
                db.Set<Company>(),
                c => c.CompanyId,
                c => c.Id,
                (c, of) =>
                    new
                    {
                        c.IntegrationKey,
                        c.SourceType,
                        of.Name,
                    }
            )
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return Refusal.NotFound("Connection");
        }

        var known = catalog.TryGet(found.IntegrationKey, out var entry);
        return new DataPlace(
            company,
            connection,
            found.Name,
            catalog.NameOf(found.IntegrationKey),
            [
                // What a connector read that is gone can still be looked at.
                .. RecordRoutes
                    .Types.Where(t => known ? entry!.Reads(t) : t.SourceType == found.SourceType)
                    .OrderBy(t => t.Key, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>A page of records. What is wrong with the query is part of the page, so that it can be mended there.</summary>
    public async Task<Outcome<RecordTable>> ListAsync(
        DataPlace place,
        DataType type,
        ListParameters asked,
        CancellationToken ct
    )
    {
        var table = new RecordTable(place, type, asked);
        var list = ListRequest.Parse(asked, RecordFields.Of(type));
        if (list.Refusal is { } refusal)
        {
            return table with { QueryProblem = refusal.Message };
        }

        var (page, filter, order) = (list.Value.Page, list.Value.Filter, list.Value.Order);
        var scope = new RecordScope(place.CompanyId, place.ConnectionId, type);
        var listing = new RecordListing(page, filter, order, total => PageLinks.Of("", page, total));
        var (answer, body) = await ReadAsync(response => reads.WritePageAsync(scope, listing, response, ct));
        if (body is not { } json)
        {
            var why = await refusals.ForAsync(scope, answer, null, ct);
            return answer.Found is RecordsFound.NoConnection ? why : table with { Nothing = why };
        }

        return table with
        {
            Rows = [.. json.GetProperty("results").EnumerateArray()],
            Total = json.GetProperty("totalResults").GetInt64(),
            Page = page.Number,
        };
    }

    /// <summary>One record, as served and as the source has it.</summary>
    public async Task<Outcome<RecordPair>> FindAsync(DataPlace place, DataType type, string? id, CancellationToken ct)
    {
        var scope = new RecordScope(place.CompanyId, place.ConnectionId, type);
        if (id is not null && !RecordKey.IsValid(id))
        {
            return RecordRefusals.NoRecord(type, id);
        }

        var (answer, standard) = await ReadAsync(response => reads.WriteRecordAsync(scope, id, response, ct));
        if (standard is not { } record)
        {
            return await refusals.ForAsync(scope, answer, id, ct);
        }

        var (_, raw) = await ReadAsync(response => reads.WriteRawAsync(scope, id, response, ct));
        return new RecordPair(place, type, id, record, raw);
    }

    /// <summary>Changes after a cursor, in the order in which they were stored.</summary>
    public async Task<Outcome<ChangePage>> ChangesAsync(
        DataPlace place,
        DataType type,
        string? cursor,
        CancellationToken ct
    )
    {
        ChangeCursor? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!ChangeCursor.TryParse(cursor, out var parsed))
            {
                return RecordRequest.BadCursor("is not one that this server gave");
            }

            after = parsed;
        }

        var scope = new RecordScope(place.CompanyId, place.ConnectionId, type);
        var listing = new ChangeListing(after, PageSize, next => next);
        var (answer, body) = await ReadAsync(response => reads.WriteChangesAsync(scope, listing, response, ct));
        if (body is not { } json)
        {
            return answer.Found is RecordsFound.ForeignCursor
                ? RecordRequest.BadCursor("is of another connection or data type, or its data is gone")
                : await refusals.ForAsync(scope, answer, null, ct);
        }

        return new ChangePage(
            place,
            type,
            [.. json.GetProperty("results").EnumerateArray()],
            json.GetProperty("cursor").GetString() ?? "",
            json.GetProperty("hasMore").GetBoolean()
        );
    }

    // Pages are small; what is larger is exported, and streamed.
    private static async Task<(StreamAnswer Answer, JsonElement? Body)> ReadAsync(
        Func<HttpResponse, Task<StreamAnswer>> write
    )
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        var answer = await write(context.Response);
        await context.Response.CompleteAsync();
        return answer.Found is RecordsFound.Yes
            ? (answer, JsonSerializer.Deserialize(body.ToArray(), RecordJson.Default.JsonElement))
            : (answer, null);
    }
}

/// <summary>JSON of records, whatever they are.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class RecordJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>A page of records.</summary>
/// <param name="Place">Where they are.</param>
/// <param name="Type">What they are.</param>
/// <param name="Asked">What was asked for.</param>
public sealed record RecordTable(DataPlace Place, DataType Type, ListParameters Asked)
{
    public IReadOnlyList<JsonElement> Rows { get; init; } = [];

    public long Total { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>Why the query or the order can't be understood.</summary>
    public string? QueryProblem { get; init; }

    /// <summary>Why there is no data at all.</summary>
    public Refusal? Nothing { get; init; }
}

/// <summary>A record twice.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Type">What it is.</param>
/// <param name="Id">Its key; null for the only one of its data type.</param>
/// <param name="Standard">In the standard model.</param>
/// <param name="Raw">As the source has it, if that was kept.</param>
public sealed record RecordPair(DataPlace Place, DataType Type, string? Id, JsonElement Standard, JsonElement? Raw);

/// <summary>Some changes.</summary>
/// <param name="Place">Where they are.</param>
/// <param name="Type">What changed.</param>
/// <param name="Changes">The changes, the oldest first.</param>
/// <param name="Cursor">Where the next begin.</param>
/// <param name="HasMore">Whether there are more now.</param>
public sealed record ChangePage(
    DataPlace Place,
    DataType Type,
    IReadOnlyList<JsonElement> Changes,
    string Cursor,
    bool HasMore
);

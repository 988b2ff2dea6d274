using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Query;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.Quarantine;

/// <summary>Lists the records of a connection that could not be understood, with what the source sent.</summary>
public static class ListQuarantine
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/connections/{connectionId}/quarantine/{dataType}", GetAsync)
            .WithName("list-quarantine");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        string? page,
        string? pageSize,
        HttpContext http,
        CausewayDb db,
        CancellationToken ct
    )
    {
        if (!DataType.TryGet(dataType, out var type))
        {
            return new ErrorResult(Refusal.Invalid("dataType", $"There is no data type '{dataType}'."));
        }

        if (!await db.Set<Connection>().AnyAsync(c => c.CompanyId == companyId && c.Id == connectionId, ct))
        {
            return new ErrorResult(Refusal.NotFound("Connection"));
        }

        if (!PageRequest.Parse(page, pageSize).Succeeded(out var wanted, out var error))
        {
            return new ErrorResult(Refusal.Invalid(error.Field ?? "page", error.Message));
        }

        var rows = db.Set<QuarantinedRow>()
            .AsNoTracking()
            .Where(r => r.CompanyId == companyId && r.ConnectionId == connectionId && r.DataType == type);
        var total = await rows.CountAsync(ct);
        var some = await wanted.Of(rows.OrderBy(r => r.RecordId)).ToListAsync(ct);
        return TypedResults.Json(
            new QuarantinePageBody
            {
                Results = [.. some.Select(QuarantinedRowBody.From)],
                PageNumber = wanted.Number,
                PageSize = wanted.Size,
                TotalResults = total,
                Links = PageLinks.Of(http.Request.Path.ToUriComponent(), wanted, total),
            },
            SyncJson.Default.QuarantinePageBody
        );
    }
}

/// <summary>A page of records that could not be understood.</summary>
public sealed record QuarantinePageBody
{
    public required IReadOnlyList<QuarantinedRowBody> Results { get; init; }

    public required int PageNumber { get; init; }

    public required int PageSize { get; init; }

    public required long TotalResults { get; init; }

    [JsonPropertyName("_links")]
    public required PageLinks Links { get; init; }
}

/// <summary>A record that could not be understood.</summary>
public sealed record QuarantinedRowBody
{
    public required string Id { get; init; }

    public required string RuleId { get; init; }

    public required string Reason { get; init; }

    public required DatasetId DatasetId { get; init; }

    public required DateTimeOffset QuarantinedOn { get; init; }

    /// <summary>The record as the source has it.</summary>
    public required JsonElement Raw { get; init; }

    public static QuarantinedRowBody From(QuarantinedRow row) =>
        new()
        {
            Id = row.RecordId,
            RuleId = row.RuleId,
            Reason = row.Reason,
            DatasetId = row.DatasetId,
            QuarantinedOn = row.QuarantinedOn,
            Raw = JsonSerializer.Deserialize<JsonElement>(row.Raw),
        };
}

using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Slices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Causeway.Server.Sync.Quarantine;

/// <summary>Maps records again that could not be understood: after a connector was mended, or with a record that the client corrected. The source is not called.</summary>
public sealed class ReplayQuarantine(
    CausewayDb db,
    SourceSessions sources,
    RecordMapper mapper,
    IRecordStore store,
    TimeProvider time
)
{
    // In one transaction; what is left over is for the next call.
    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/companies/{companyId}/connections/{connectionId}/quarantine/{dataType}/replay", PostAsync)
            .WithName("replay-quarantine");
        api.MapPut("/companies/{companyId}/connections/{connectionId}/quarantine/{dataType}/{recordId}", PutAsync)
            .WithName("correct-quarantined-record");
    }

    /// <summary>Maps up to a thousand of them again, or one.</summary>
    /// <param name="stream">The data type of the connection.</param>
    /// <param name="recordId">The one record, or nothing for all.</param>
    /// <param name="corrected">The record as it should be, if the client corrected it.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<Outcome<ReplayBody>> RunAsync(
        RecordStream stream,
        string? recordId,
        byte[]? corrected,
        CancellationToken ct
    )
    {
        var (company, connectionId, type) = stream;
        var connection = await db.Set<Connection>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.CompanyId == company && c.Id == connectionId, ct);
        if (connection is null)
        {
            return Refusal.NotFound("Connection");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldAloneAsync(connectionId, ct);
        if (await db.ActiveDatasets(company, connectionId).AnyAsync(d => d.DataType == type, ct))
        {
            return Refusal.Conflict($"{type.Key} is being read; replay when that is done.");
        }

        var rows = await db.Set<QuarantinedRow>()
            .Where(r => r.CompanyId == company && r.ConnectionId == connectionId && r.DataType == type)
            .Where(r => recordId == null || r.RecordId == recordId)
            .OrderBy(r => r.RecordId)
            .Take(Most)
            .ToListAsync(ct);
        if (recordId is not null && rows.Count == 0)
        {
            return Refusal.NotFound("Quarantined record");
        }

        var result = await ReplayAsync(stream, connection, rows, corrected, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private async Task<ReplayBody> ReplayAsync(
        RecordStream stream,
        Connection connection,
        List<QuarantinedRow> rows,
        byte[]? corrected,
        CancellationToken ct
    )
    {
        // Mapping is pure, so the session needs no credentials.
        using var session = sources.Open(
            connection.IntegrationKey,
            new SourceConnection
            {
                ConnectionId = connection.Id,
                Created = connection.Created,
                Values = new Dictionary<string, Secret>(StringComparer.Ordinal),
            }
        );
        var reader = session.Reader(stream.Type);
        var writes = new List<RecordWrite>(rows.Count);
        var failed = new List<QuarantinedRowBody>();
        var now = time.GetUtcNow();
        foreach (var row in rows)
        {
            var mapped = mapper.Map(reader, stream.Type, new SourceRow(row.RecordId, corrected ?? row.Raw));
            if (mapped.Bad is { } bad)
            {
                row.Fail(bad, now);
                failed.Add(QuarantinedRowBody.From(row));
            }
            else
            {
                writes.Add(mapped.Write);
                db.Remove(row);
            }
        }

        if (writes.Count > 0)
        {
            var current = await db.StreamAsync(stream.Company, stream.Connection, stream.Type, ct);
            await store.UpsertAsync(
                db.Database.CurrentTransaction!.GetDbTransaction(),
                stream,
                current.Generation,
                writes,
                now,
                ct
            );
        }

        return new ReplayBody(writes.Count, failed);
    }

    private static Task<IResult> PostAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        string? recordId,
        ReplayQuarantine replay,
        CancellationToken ct
    ) => AnswerAsync(replay, companyId, connectionId, dataType, recordId, null, ct);

    private static Task<IResult> PutAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        string recordId,
        JsonElement body,
        ReplayQuarantine replay,
        CancellationToken ct
    ) =>
        AnswerAsync(replay, companyId, connectionId, dataType, recordId, JsonSerializer.SerializeToUtf8Bytes(body), ct);

    private static async Task<IResult> AnswerAsync(
        ReplayQuarantine replay,
        CompanyId companyId,
        ConnectionId connectionId,
        string dataType,
        string? recordId,
        byte[]? corrected,
        CancellationToken ct
    )
    {
        if (!DataType.TryGet(dataType, out var type))
        {
            return new ErrorResult(Refusal.Invalid("dataType", $"There is no data type '{dataType}'."));
        }

        var outcome = await replay.RunAsync(new RecordStream(companyId, connectionId, type), recordId, corrected, ct);
        return outcome.ToHttp(SyncJson.Default.ReplayBody);
    }
}

/// <summary>What a replay did.</summary>
/// <param name="Replayed">Records that could be understood now, and are stored.</param>
/// <param name="Failed">Records that still can't be.</param>
public sealed record ReplayBody(int Replayed, IReadOnlyList<QuarantinedRowBody> Failed);

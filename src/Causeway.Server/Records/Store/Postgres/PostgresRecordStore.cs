using System.Data.Common;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>
/// The record store on PostgreSQL. It relies on nothing that outlives a transaction, so that a transaction pooler may
/// stand between, and sends what belongs together in one go.
/// </summary>
public sealed class PostgresRecordStore(DatabaseOptions database) : IRecordStore
{
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        await PostgresSchema.MigrateAsync(connection, ct);
    }

    public async Task<RecordChanges> UpsertAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        IReadOnlyList<RecordWrite> records,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var batch = RecordBatch.Prepare(records);
        var (row, known) = await PostgresStream.OpenAsync(connection, stream, [.. batch.Select(r => r.Id)], ct);
        var plan = UpsertPlan.Make(row, stream, batch, known, now);
        await PostgresRows.InsertAsync(connection, stream, row, plan, ct);
        var sightings = await PostgresSightings.NoteAsync(
            connection,
            stream.Company,
            row,
            generation,
            plan.Ordinals,
            ct
        );
        await RunAsync(
            connection,
            [.. PostgresRows.Replace(stream.Company, plan), .. sightings, PostgresStream.Save(stream, row)],
            ct
        );
        return plan.Changes;
    }

    public async Task<long> MarkSeenAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        IReadOnlyCollection<string> ids,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var (row, found) = await PostgresStream.OpenAsync(connection, stream, [.. ids.Distinct()], ct);
        List<KnownRecord> known = [.. found.OfType<KnownRecord>()];
        List<long> ordinals = [.. known.Select(r => StreamRow.OrdinalOf(r.Place))];
        var sightings = await PostgresSightings.NoteAsync(connection, stream.Company, row, generation, ordinals, ct);
        await RunAsync(connection, [.. sightings, PostgresStream.Save(stream, row)], ct);
        return known.Count(r => !r.IsDeleted);
    }

    public async Task<long> DeleteAsync(
        DbTransaction transaction,
        RecordStream stream,
        IReadOnlyCollection<string> ids,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var (row, known) = await PostgresStream.OpenAsync(connection, stream, [.. ids.Distinct()], ct);
        List<long> places = [.. known.OfType<KnownRecord>().Where(r => !r.IsDeleted).Select(r => r.Place)];
        await MarkDeletedAsync(connection, stream, row, places, now, ct);
        return places.Count;
    }

    public async Task<SweepPreview> PreviewSweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = await PostgresStream.OpenAsync(connection, stream, ct);
        row.MustBe(generation);
        var unseen = await PostgresSightings.VanishedAsync(connection, stream.Company, row, ct).LongCountAsync(ct);
        return new SweepPreview(unseen, row.Living);
    }

    public async Task<int> SweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        int limit,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = await PostgresStream.OpenAsync(connection, stream, ct);
        row.MustBe(generation);
        var places = await PostgresSightings
            .VanishedAsync(connection, stream.Company, row, ct)
            .Take(limit)
            .ToListAsync(ct);
        row.Swept = places.Count == limit ? StreamRow.OrdinalOf(places[^1]) : row.LastOrdinal;
        await MarkDeletedAsync(connection, stream, row, places, now, ct);
        return places.Count;
    }

    public async Task MarkCompleteAsync(
        DbTransaction transaction,
        RecordStream stream,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = await PostgresStream.OpenAsync(connection, stream, ct);
        row.Completed ??= now.ToUniversalTime();
        await RunAsync(connection, [PostgresStream.Save(stream, row)], ct);
    }

    public async Task<StreamCounts> CountAsync(DbTransaction transaction, RecordStream stream, CancellationToken ct)
    {
        var row = await PostgresStream.FindAsync(Of(transaction), stream, ct);
        return row is null ? default : new StreamCounts(row.Living, row.Deleted);
    }

    public Task<int> PurgeAsync(
        DbTransaction transaction,
        CompanyId company,
        ConnectionId connection,
        int limit,
        CancellationToken ct
    ) => PostgresPurge.RunAsync(Of(transaction), company, connection, limit, ct);

    private static Task MarkDeletedAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        StreamRow row,
        List<long> places,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // The row is saved as it is after the marks have taken their numbers from it.
        List<NpgsqlBatchCommand> commands = [.. PostgresRows.MarkDeleted(stream.Company, row, places, now)];
        commands.Add(PostgresStream.Save(stream, row));
        return RunAsync(connection, commands, ct);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        IReadOnlyList<NpgsqlBatchCommand> commands,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlConnection Of(DbTransaction transaction) =>
        ((NpgsqlTransaction)transaction).Connection
        ?? throw new InvalidOperationException("The transaction is over already.");
}

using System.Data.Common;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>The record store on SQLite: prepared statements below ADO.NET. They never wait for anything but the disk.</summary>
public sealed class SqliteRecordStore(DatabaseOptions database) : IRecordStore
{
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        SqlitePragmas.Apply(connection);
        await SqliteSchema.MigrateAsync(connection, ct);
    }

    public Task<RecordChanges> UpsertAsync(
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
        var row = SqliteStream.FindOrAdd(connection, stream);
        var known = Find(connection, row, batch);
        var plan = UpsertPlan.Make(row, stream, batch, known, now);
        SqliteRows.Insert(connection, row, plan);
        SqliteRows.Replace(connection, plan);
        SqliteSightings.Note(connection, row, generation, plan.Ordinals);
        SqliteStream.Save(connection, row);
        return Task.FromResult(plan.Changes);
    }

    public Task<long> MarkSeenAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        IReadOnlyCollection<string> ids,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = SqliteStream.FindOrAdd(connection, stream);
        var known = SqliteRows.Find(connection, row, ids).OfType<KnownRecord>().DistinctBy(r => r.Place).ToList();
        SqliteSightings.Note(connection, row, generation, [.. known.Select(r => StreamRow.OrdinalOf(r.Place))]);
        SqliteStream.Save(connection, row);
        return Task.FromResult((long)known.Count(r => !r.IsDeleted));
    }

    public Task<long> DeleteAsync(
        DbTransaction transaction,
        RecordStream stream,
        IReadOnlyCollection<string> ids,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        if (SqliteStream.Find(connection, stream) is not { } row)
        {
            return Task.FromResult(0L);
        }

        var alive = SqliteRows.Find(connection, row, ids).OfType<KnownRecord>().Where(r => !r.IsDeleted);
        List<long> places = [.. alive.Select(r => r.Place).Distinct()];
        SqliteRows.MarkDeleted(connection, row, places, now);
        SqliteStream.Save(connection, row);
        return Task.FromResult((long)places.Count);
    }

    public Task<SweepPreview> PreviewSweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = SqliteStream.FindOrAdd(connection, stream);
        row.MustBe(generation);
        return Task.FromResult(new SweepPreview(SqliteSightings.Vanished(connection, row).LongCount(), row.Living));
    }

    public Task<int> SweepAsync(
        DbTransaction transaction,
        RecordStream stream,
        long generation,
        int limit,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = SqliteStream.FindOrAdd(connection, stream);
        row.MustBe(generation);
        List<long> places = [.. SqliteSightings.Vanished(connection, row).Take(limit)];
        SqliteRows.MarkDeleted(connection, row, places, now);
        row.Swept = places.Count == limit ? StreamRow.OrdinalOf(places[^1]) : row.LastOrdinal;
        SqliteStream.Save(connection, row);
        return Task.FromResult(places.Count);
    }

    public Task MarkCompleteAsync(
        DbTransaction transaction,
        RecordStream stream,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var connection = Of(transaction);
        var row = SqliteStream.FindOrAdd(connection, stream);
        row.Completed ??= now;
        SqliteStream.Save(connection, row);
        return Task.CompletedTask;
    }

    public Task<StreamCounts> CountAsync(DbTransaction transaction, RecordStream stream, CancellationToken ct) =>
        Task.FromResult(
            SqliteStream.Find(Of(transaction), stream) is { } row ? new StreamCounts(row.Living, row.Deleted) : default
        );

    public Task<int> PurgeAsync(
        DbTransaction transaction,
        CompanyId company,
        ConnectionId connection,
        int limit,
        CancellationToken ct
    ) => Task.FromResult(SqlitePurge.Run(Of(transaction), company, connection, limit));

    private static KnownRecord?[] Find(SqliteConnection connection, StreamRow row, IReadOnlyList<RecordWrite> batch) =>
        // What is new knows that without looking.
        row.LastOrdinal == 0
            ? new KnownRecord?[batch.Count]
            : SqliteRows.Find(connection, row, [.. batch.Select(r => r.Id)]);

    private static SqliteConnection Of(DbTransaction transaction) =>
        ((SqliteTransaction)transaction).Connection
        ?? throw new InvalidOperationException("The transaction is over already.");
}

using Npgsql;
using NpgsqlTypes;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>A stream's row on PostgreSQL; its writer holds a lock on it until the transaction ends.</summary>
internal static class PostgresStream
{
    private const string Columns =
        "number, last_ordinal, last_change, last_modified, living, deleted, generation, swept, completed";

    private const string OfKey = "company_id = $1 AND connection_id = $2 AND data_type = $3";

    private const string Lock = $"SELECT {Columns} FROM record_streams WHERE {OfKey} FOR UPDATE";

    // LIMIT keeps the planner from turning the look-ups into a join that reads the whole stream.
    private const string Find = $"""
        SELECT k.n, r.place, r.hash, r.raw_hash, r.is_deleted
        FROM unnest($4) WITH ORDINALITY AS k (id, n)
        CROSS JOIN LATERAL (
            SELECT place, hash, raw_hash, is_deleted FROM records
            WHERE company_id = $1 AND stream = (SELECT number FROM record_streams WHERE {OfKey}) AND id = k.id
            LIMIT 1
        ) r
        """;

    /// <summary>Takes the stream's row, which is made if it is not there, and looks up what it has under each key.</summary>
    public static async Task<(StreamRow Row, KnownRecord?[] Known)> OpenAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        string[] ids,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        var take = Command(Lock, stream);
        batch.BatchCommands.Add(take);
        if (ids.Length > 0)
        {
            var find = Command(Find, stream);
            find.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            batch.BatchCommands.Add(find);
        }

        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
            {
                var row = Read(reader);
                return (row, ids.Length == 0 ? [] : await ReadKnownAsync(reader, ids.Length, ct));
            }
        }

        // Another writer may make it meanwhile; then it has records, too.
        return await AddAsync(connection, stream, ct) is { } added
            ? (added, new KnownRecord?[ids.Length])
            : await OpenAsync(connection, stream, ids, ct);
    }

    /// <summary>Takes the stream's row.</summary>
    public static async Task<StreamRow> OpenAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        CancellationToken ct
    ) => (await OpenAsync(connection, stream, [], ct)).Row;

    /// <summary>The stream's row as it is, null if nothing was ever written to it.</summary>
    public static async Task<StreamRow?> FindAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command($"SELECT {Columns} FROM record_streams WHERE {OfKey}", stream));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>The command that saves the row, to be sent with others.</summary>
    public static NpgsqlBatchCommand Save(RecordStream stream, StreamRow row)
    {
        var update = Command(
            $"""
            UPDATE record_streams SET last_ordinal = $4, last_change = $5, last_modified = $6, living = $7, deleted = $8,
                generation = $9, swept = $10, completed = $11
            WHERE {OfKey}
            """,
            stream
        );
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.LastOrdinal });
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.LastChange });
        update.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = row.LastModified });
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Living });
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Deleted });
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Generation });
        update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = row.Swept });
        update.Parameters.Add(
            new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
                Value = (object?)row.Completed ?? DBNull.Value,
            }
        );
        return update;
    }

    private static async Task<StreamRow?> AddAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                $"""
                INSERT INTO record_streams (company_id, connection_id, data_type) VALUES ($1, $2, $3)
                ON CONFLICT DO NOTHING RETURNING {Columns}
                """,
                stream
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    private static StreamRow Read(NpgsqlDataReader reader) =>
        new()
        {
            Number = reader.GetInt32(0),
            LastOrdinal = reader.GetInt64(1),
            LastChange = reader.GetInt64(2),
            LastModified = reader.GetFieldValue<DateTimeOffset>(3),
            Living = reader.GetInt64(4),
            Deleted = reader.GetInt64(5),
            Generation = reader.GetInt64(6),
            Swept = reader.GetInt64(7),
            Completed = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
        };

    private static async Task<KnownRecord?[]> ReadKnownAsync(NpgsqlDataReader reader, int count, CancellationToken ct)
    {
        var known = new KnownRecord?[count];
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known[reader.GetInt64(0) - 1] = new KnownRecord(
                reader.GetInt64(1),
                reader.GetGuid(2),
                reader.GetInt64(3),
                reader.GetBoolean(4)
            );
        }

        return known;
    }

    private static NpgsqlBatchCommand Command(string sql, RecordStream stream) =>
        new(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = stream.Company.Value },
                new NpgsqlParameter<Guid> { TypedValue = stream.Connection.Value },
                new NpgsqlParameter<short> { TypedValue = (short)stream.Type.Number },
            },
        };
}

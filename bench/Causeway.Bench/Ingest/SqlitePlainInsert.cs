using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Causeway.Bench.Ingest;

/// <summary>One transaction on SQLite, and a prepared insert for each table.</summary>
internal sealed class SqlitePlainInsert : PlainInsert
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand insertRaw;

    private SqlitePlainInsert(SqliteConnection connection)
    {
        this.connection = connection;
        transaction = connection.BeginTransaction();
        insert = Command(
            """
            INSERT INTO records (place, stream, change, added, modified, source_modified, is_deleted, hash, raw_hash, id, parent, body)
            VALUES (@p0, 1, @p0, @p0, 0, @p1, 0, @p2, @p3, @p4, NULL, @p5)
            """,
            6
        );
        insertRaw = Command("INSERT INTO record_raws (place, body) VALUES (@p0, @p1)", 2);
    }

    public static async Task<PlainInsert> BeginAsync(ScratchDatabase database)
    {
        var connection = new SqliteConnection(database.Options.ConnectionString);
        await connection.OpenAsync();
        SqlitePragmas.Apply(connection);
        return new SqlitePlainInsert(connection);
    }

    public override object Prepare(RecordWrite[] records, int from) =>
        records
            .Select(
                (r, i) =>
                    new object[]
                    {
                        (1L << 32) + from + i + 1,
                        r.SourceModified!.Value.ToUnixTimeMilliseconds() * 1000,
                        Hash(r).ToByteArray(),
                        RawHash(r),
                        r.Id,
                        System.Text.Encoding.UTF8.GetString(r.Json.Span),
                        System.Text.Encoding.UTF8.GetString(r.Raw.Span),
                    }
            )
            .ToArray();

    public override Task InsertAsync(object prepared)
    {
        foreach (var row in (object[][])prepared)
        {
            for (var i = 0; i < 6; i++)
            {
                insert.Parameters[i].Value = row[i];
            }

            insert.ExecuteNonQuery();
            insertRaw.Parameters[0].Value = row[0];
            insertRaw.Parameters[1].Value = row[6];
            insertRaw.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public override Task CommitAsync() => transaction.CommitAsync();

    public override async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await insertRaw.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter($"@p{i}", null));
        }

        command.Prepare();
        return command;
    }
}

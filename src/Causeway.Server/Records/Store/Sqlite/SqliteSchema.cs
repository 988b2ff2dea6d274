using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>
/// The tables on SQLite. A record's place is its rowid, so a page is one range of one tree, and raw copies, which lists do
/// not need, lie in a tree of their own under the same number. (A table without rowid would be smaller, but keeps no more
/// than a quarter of a page of each row in the tree, and puts the rest of most records on pages of their own.)
/// </summary>
internal static class SqliteSchema
{
    private static readonly string[] Versions =
    [
        """
            CREATE TABLE record_streams (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                company_id TEXT NOT NULL,
                connection_id TEXT NOT NULL,
                data_type INTEGER NOT NULL,
                last_ordinal INTEGER NOT NULL DEFAULT 0,
                last_change INTEGER NOT NULL DEFAULT 0,
                last_modified INTEGER NOT NULL DEFAULT 0,
                living INTEGER NOT NULL DEFAULT 0,
                deleted INTEGER NOT NULL DEFAULT 0,
                generation INTEGER NOT NULL DEFAULT 0,
                swept INTEGER NOT NULL DEFAULT 0,
                completed INTEGER,
                UNIQUE (company_id, connection_id, data_type)
            ) STRICT;
            CREATE TABLE records (
                place INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL,
                change INTEGER NOT NULL,
                added INTEGER NOT NULL,
                modified INTEGER NOT NULL,
                source_modified INTEGER,
                is_deleted INTEGER NOT NULL,
                hash BLOB NOT NULL,
                raw_hash INTEGER NOT NULL,
                id TEXT NOT NULL,
                parent TEXT,
                body TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX records_by_id ON records (stream, id);
            CREATE INDEX records_by_change ON records (change);
            CREATE INDEX records_by_parent ON records (parent) WHERE parent IS NOT NULL;
            CREATE TABLE record_raws (place INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
            CREATE TABLE record_sightings (
                stream INTEGER NOT NULL,
                chunk INTEGER NOT NULL,
                bits BLOB NOT NULL,
                PRIMARY KEY (stream, chunk)
            ) STRICT;
            """,
    ];

    /// <summary>Creates or completes the tables.</summary>
    public static async Task MigrateAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        await RunAsync("CREATE TABLE IF NOT EXISTS record_schema (version INTEGER NOT NULL) STRICT");
        await using var read = connection.CreateCommand();
        read.CommandText = "SELECT coalesce(max(version), 0) FROM record_schema";
        var version = (int)(long)(await read.ExecuteScalarAsync(ct))!;
        for (; version < Versions.Length; version++)
        {
            await RunAsync(Versions[version]);
            await RunAsync($"DELETE FROM record_schema; INSERT INTO record_schema VALUES ({version + 1})");
        }

        await transaction.CommitAsync(ct);

        async Task RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}

using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>
/// The tables on PostgreSQL. The company leads every key, so that they can be partitioned or distributed by it. What
/// follows it is another column in each index: the planner multiplies the selectivity of columns that depend on each other,
/// takes every stream for tiny, and so could mistake one index for another if they began with the same columns.
/// </summary>
internal static class PostgresSchema
{
    private static readonly string[] Versions =
    [
        """
            CREATE TABLE record_streams (
                company_id uuid NOT NULL,
                connection_id uuid NOT NULL,
                data_type smallint NOT NULL,
                number integer GENERATED ALWAYS AS IDENTITY,
                last_ordinal bigint NOT NULL DEFAULT 0,
                last_change bigint NOT NULL DEFAULT 0,
                last_modified timestamptz NOT NULL DEFAULT to_timestamp(0),
                living bigint NOT NULL DEFAULT 0,
                deleted bigint NOT NULL DEFAULT 0,
                generation bigint NOT NULL DEFAULT 0,
                swept bigint NOT NULL DEFAULT 0,
                completed timestamptz,
                PRIMARY KEY (company_id, connection_id, data_type)
            ) WITH (fillfactor = 50);
            CREATE TABLE records (
                company_id uuid NOT NULL,
                hash uuid NOT NULL,
                place bigint NOT NULL,
                change bigint NOT NULL,
                added bigint NOT NULL,
                raw_hash bigint NOT NULL,
                modified timestamptz NOT NULL,
                source_modified timestamptz,
                stream integer NOT NULL,
                is_deleted boolean NOT NULL,
                id text COLLATE "C" NOT NULL,
                parent text COLLATE "C",
                body text NOT NULL,
                PRIMARY KEY (company_id, place)
            );
            CREATE UNIQUE INDEX records_by_id ON records (company_id, stream, id);
            CREATE INDEX records_by_change ON records (company_id, change);
            CREATE INDEX records_by_parent ON records (company_id, parent, place) WHERE parent IS NOT NULL;
            CREATE TABLE record_raws (
                company_id uuid NOT NULL,
                place bigint NOT NULL,
                body text NOT NULL,
                PRIMARY KEY (company_id, place)
            );
            CREATE TABLE record_sightings (
                company_id uuid NOT NULL,
                stream integer NOT NULL,
                chunk integer NOT NULL,
                bits bytea NOT NULL,
                PRIMARY KEY (company_id, stream, chunk)
            );
            """,
    ];

    /// <summary>Creates or completes the tables.</summary>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync("CREATE TABLE IF NOT EXISTS record_schema (version integer NOT NULL)");
        await using var read = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM record_schema", connection);
        var version = (int)(await read.ExecuteScalarAsync(ct))!;
        for (; version < Versions.Length; version++)
        {
            await RunAsync(Versions[version]);
            await RunAsync($"DELETE FROM record_schema; INSERT INTO record_schema VALUES ({version + 1})");
        }

        await transaction.CommitAsync(ct);

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}

using System.Data.Common;

namespace Causeway.Server.Storage;

/// <summary>
/// How many rows the tables have that are listed over all companies, kept by triggers: each page of such a list tells its total, and to
/// count hundreds of thousands of rows for it would take longer than all the rest.
/// </summary>
public static class RowCounts
{
    private static readonly string[] Tables = ["companies", "connections"];

    /// <summary>The SQL that answers how many rows a table has.</summary>
    public static string Of(string table) =>
        $"SELECT COALESCE(SUM(difference), 0) FROM row_counts WHERE counted = '{table}'";

    /// <summary>Makes the triggers, and counts once, unless that is done. Called under the start lock.</summary>
    public static async Task EnsureAsync(DatabaseOptions database, CancellationToken ct)
    {
        var isSqlite = database.Kind is DatabaseKind.Sqlite;
        await using var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        // A migration that makes a table anew takes its triggers away; then what was counted is no longer to be trusted.
        var triggers = isSqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'count!_%' ESCAPE '!'"
            : "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'count!_%' ESCAPE '!' AND NOT tgisinternal";
        if (Convert.ToInt32(await RunAsync(connection, triggers, ct), null) == 2 * Tables.Length)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, isSqlite ? SqliteTable : PostgresTable, ct);
        foreach (var table in Tables)
        {
            await RunAsync(connection, isSqlite ? SqliteTriggers(table) : PostgresTriggers(table), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private const string SqliteTable = """
        CREATE TABLE IF NOT EXISTS row_counts (counted TEXT NOT NULL PRIMARY KEY, difference INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private static string SqliteTriggers(string table) =>
        $"""
            INSERT OR REPLACE INTO row_counts SELECT '{table}', COUNT(*) FROM {table};
            CREATE TRIGGER IF NOT EXISTS count_added_{table} AFTER INSERT ON {table}
            BEGIN UPDATE row_counts SET difference = difference + 1 WHERE counted = '{table}'; END;
            CREATE TRIGGER IF NOT EXISTS count_removed_{table} AFTER DELETE ON {table}
            BEGIN UPDATE row_counts SET difference = difference - 1 WHERE counted = '{table}'; END;
            """;

    // One row for a table would let one writer at a time in. Each statement leaves a row of its own instead; now and then one
    // that finds others at rest makes one row of them, and passes over what somebody else holds.
    private const string PostgresTable = """
        CREATE TABLE IF NOT EXISTS row_counts (counted text NOT NULL, difference bigint NOT NULL);
        CREATE OR REPLACE FUNCTION count_rows() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed bigint;
        BEGIN
            SELECT count(*) INTO changed FROM changed_rows;
            IF changed = 0 THEN
                RETURN NULL;
            END IF;
            INSERT INTO row_counts VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'INSERT' THEN changed ELSE -changed END);
            IF random() < 0.02 THEN
                WITH merged AS (
                    DELETE FROM row_counts WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM row_counts WHERE counted = TG_TABLE_NAME LIMIT 1000 FOR UPDATE SKIP LOCKED))
                    RETURNING difference
                )
                INSERT INTO row_counts SELECT TG_TABLE_NAME, sum(difference) FROM merged HAVING count(*) > 0;
            END IF;
            RETURN NULL;
        END $$;
        """;

    private static string PostgresTriggers(string table) =>
        $"""
            LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE;
            DELETE FROM row_counts WHERE counted = '{table}';
            INSERT INTO row_counts SELECT '{table}', count(*) FROM {table};
            CREATE OR REPLACE TRIGGER count_added AFTER INSERT ON {table}
                REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION count_rows();
            CREATE OR REPLACE TRIGGER count_removed AFTER DELETE ON {table}
                REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION count_rows();
            """;

    private static async Task<object?> RunAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        return await command.ExecuteScalarAsync(ct);
    }
}

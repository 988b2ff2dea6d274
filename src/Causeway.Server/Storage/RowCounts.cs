using System.Data.Common;

namespace Causeway.Server.Storage;

/// <summary>
/// How many rows the tables have that are listed over all companies, kept by triggers: each page of such a list tells its total, and to
/// count hundreds of thousands of rows for it would take longer than all the rest.
/// </summary>
public static class RowCounts
{
    private static readonly Counted[] Tables = [new("companies", null), new("connections", "status")];

    /// <summary>The SQL that answers how many rows a table has.</summary>
    public static string Of(string table) =>
        $"SELECT COALESCE(SUM(difference), 0) FROM row_counts WHERE counted = '{table}'";

    /// <summary>The SQL that answers how many connections there are of each status: <c>kind</c>, and their number.</summary>
    public const string OfConnectionsByStatus =
        "SELECT kind, SUM(difference) FROM row_counts WHERE counted = 'connections' GROUP BY kind";

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
        if (Convert.ToInt32(await RunAsync(connection, triggers, ct), null) == Tables.Sum(t => t.Triggers))
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
        DROP TABLE IF EXISTS row_counts;
        CREATE TABLE row_counts (
            counted TEXT NOT NULL, kind TEXT NOT NULL, difference INTEGER NOT NULL, PRIMARY KEY (counted, kind)
        ) WITHOUT ROWID;
        """;

    private static string SqliteTriggers(Counted table)
    {
        var (name, old, @new) = (table.Name, table.KindOf("OLD"), table.KindOf("NEW"));
        var add = $"""
            INSERT INTO row_counts VALUES ('{name}', {@new}, 1)
                ON CONFLICT (counted, kind) DO UPDATE SET difference = difference + 1;
            """;
        var remove = $"UPDATE row_counts SET difference = difference - 1 WHERE counted = '{name}' AND kind = {old};";
        var made = $"""
            INSERT INTO row_counts SELECT '{name}', {table.KindOf("t")}, COUNT(*) FROM {name} t GROUP BY 2;
            DROP TRIGGER IF EXISTS count_added_{name};
            CREATE TRIGGER count_added_{name} AFTER INSERT ON {name} BEGIN {add} END;
            DROP TRIGGER IF EXISTS count_removed_{name};
            CREATE TRIGGER count_removed_{name} AFTER DELETE ON {name} BEGIN {remove} END;
            """;
        return table.Kind is null
            ? made
            : $"""
                {made}
                DROP TRIGGER IF EXISTS count_changed_{name};
                CREATE TRIGGER count_changed_{name} AFTER UPDATE OF {table.Kind} ON {name} WHEN {old} <> {@new}
                BEGIN {remove} {add} END;
                """;
    }

    // One row for a table would let one writer at a time in. Each statement leaves rows of its own instead; now and then one
    // that finds others at rest makes one row of them, and passes over what somebody else holds.
    private const string PostgresTable = """
        DROP TABLE IF EXISTS row_counts;
        CREATE TABLE row_counts (counted text NOT NULL, kind text NOT NULL, difference bigint NOT NULL);
        CREATE OR REPLACE FUNCTION merge_row_counts(of_table text) RETURNS void LANGUAGE sql AS $$
            WITH merged AS (
                DELETE FROM row_counts WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM row_counts WHERE counted = of_table LIMIT 1000 FOR UPDATE SKIP LOCKED))
                RETURNING kind, difference
            )
            INSERT INTO row_counts SELECT of_table, kind, sum(difference) FROM merged GROUP BY kind;
        $$;
        """;

    private static string PostgresTriggers(Counted table)
    {
        var name = table.Name;
        var made = $"""
            LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE;
            INSERT INTO row_counts SELECT '{name}', {table.KindOf("t")}, count(*) FROM {name} t GROUP BY 2;
            CREATE OR REPLACE FUNCTION count_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO row_counts
                    SELECT '{name}', {table.KindOf("r")}, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END
                    FROM changed_rows r GROUP BY 2;
                IF FOUND AND random() < 0.02 THEN
                    PERFORM merge_row_counts('{name}');
                END IF;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE TRIGGER count_added AFTER INSERT ON {name}
                REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION count_{name}();
            CREATE OR REPLACE TRIGGER count_removed AFTER DELETE ON {name}
                REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION count_{name}();
            """;
        // Row by row: what changes a status changes one.
        return table.Kind is null
            ? made
            : $"""
                {made}
                CREATE OR REPLACE FUNCTION count_changed_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO row_counts
                        VALUES ('{name}', {table.KindOf("OLD")}, -1), ('{name}', {table.KindOf("NEW")}, 1);
                    IF random() < 0.02 THEN
                        PERFORM merge_row_counts('{name}');
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE OR REPLACE TRIGGER count_changed AFTER UPDATE OF {table.Kind} ON {name} FOR EACH ROW
                    WHEN ({table.KindOf("OLD")} <> {table.KindOf("NEW")}) EXECUTE FUNCTION count_changed_{name}();
                """;
    }

    private static async Task<object?> RunAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.Command(sql);
        return await command.ExecuteScalarAsync(ct);
    }

    /// <param name="Name">A table whose rows are counted.</param>
    /// <param name="Kind">A column by which they are counted apart; null if they are not.</param>
    private sealed record Counted(string Name, string? Kind)
    {
        /// <summary>How many triggers count it.</summary>
        public int Triggers => Kind is null ? 2 : 3;

        /// <summary>Of which kind a row is.</summary>
        public string KindOf(string row) => Kind is null ? "CAST('' AS text)" : $"{row}.{Kind}";
    }
}

using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>Records as rows on SQLite.</summary>
internal static class SqliteRows
{
    /// <summary>What there is under each key, in the order of the keys.</summary>
    public static KnownRecord?[] Find(SqliteConnection connection, StreamRow row, IReadOnlyCollection<string> ids)
    {
        using var find = new SqliteStatement(
            connection,
            "SELECT place, hash, raw_hash, is_deleted FROM records WHERE stream = ?1 AND id = ?2"
        );
        var known = new KnownRecord?[ids.Count];
        var i = 0;
        foreach (var id in ids)
        {
            find.Bind(1, row.Number).Bind(2, id);
            known[i++] = find.Step()
                ? new KnownRecord(find.Int64(0), find.Guid(1), find.Int64(2), find.Int64(3) != 0)
                : null;
            find.Reset();
        }

        return known;
    }

    public static void Insert(SqliteConnection connection, StreamRow row, UpsertPlan plan)
    {
        if (plan.Added.Count == 0)
        {
            return;
        }

        using var insert = new SqliteStatement(
            connection,
            """
            INSERT INTO records (place, stream, change, added, modified, source_modified, is_deleted, hash, raw_hash, id, parent, body)
            VALUES (?1, ?2, ?3, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10)
            """
        );
        using var insertRaw = new SqliteStatement(connection, "INSERT INTO record_raws (place, body) VALUES (?1, ?2)");
        insert.Bind(2, row.Number).Bind(4, plan.Modified.ToUnixTimeSeconds());
        foreach (var added in plan.Added)
        {
            insert.Bind(1, added.Place).Bind(3, added.Change).Bind(5, Microseconds(added.Write.SourceModified));
            insert.Bind(6, added.Hash).Bind(7, added.RawHash).Bind(8, added.Write.Id).Bind(9, added.Parent);
            insert.BindText(10, added.Write.Json.Span).Run();
            insertRaw.Bind(1, added.Place).BindText(2, added.Write.Raw.Span).Run();
        }
    }

    public static void Replace(SqliteConnection connection, UpsertPlan plan)
    {
        if (plan.Changed.Count + plan.Reworded.Count == 0)
        {
            return;
        }

        using var update = new SqliteStatement(
            connection,
            """
            UPDATE records SET change = ?2, added = CASE WHEN ?3 THEN ?2 ELSE added END, modified = ?4, source_modified = ?5,
                is_deleted = 0, hash = ?6, raw_hash = ?7, parent = ?8, body = ?9
            WHERE place = ?1
            """
        );
        update.Bind(4, plan.Modified.ToUnixTimeSeconds());
        foreach (var changed in plan.Changed)
        {
            update.Bind(1, changed.Place).Bind(2, changed.Change).Bind(3, changed.IsBack ? 1 : 0);
            update.Bind(5, Microseconds(changed.Write.SourceModified)).Bind(6, changed.Hash).Bind(7, changed.RawHash);
            update.Bind(8, changed.Parent).BindText(9, changed.Write.Json.Span).Run();
        }

        using var updateHash = new SqliteStatement(connection, "UPDATE records SET raw_hash = ?2 WHERE place = ?1");
        foreach (var reworded in plan.Reworded)
        {
            updateHash.Bind(1, reworded.Place).Bind(2, reworded.RawHash).Run();
        }

        using var updateRaw = new SqliteStatement(connection, "UPDATE record_raws SET body = ?2 WHERE place = ?1");
        foreach (var changed in plan.Changed.Concat(plan.Reworded))
        {
            updateRaw.Bind(1, changed.Place).BindText(2, changed.Write.Raw.Span).Run();
        }
    }

    public static void MarkDeleted(SqliteConnection connection, StreamRow row, List<long> places, DateTimeOffset now)
    {
        if (places.Count == 0)
        {
            return;
        }

        using var update = new SqliteStatement(
            connection,
            "UPDATE records SET is_deleted = 1, change = ?2, modified = ?3 WHERE place = ?1"
        );
        update.Bind(3, row.Moment(now).ToUnixTimeSeconds());
        foreach (var place in places)
        {
            update.Bind(1, place).Bind(2, row.NextChange()).Run();
        }

        row.Living -= places.Count;
        row.Deleted += places.Count;
    }

    private static long? Microseconds(DateTimeOffset? instant) =>
        instant is { } value ? (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : null;
}

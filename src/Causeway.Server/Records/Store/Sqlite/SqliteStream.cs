using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>A stream's row on SQLite, whose only writer holds it by being the only writer of the whole database.</summary>
internal static class SqliteStream
{
    /// <summary>The stream's row, null if nothing was ever written to it.</summary>
    public static StreamRow? Find(SqliteConnection connection, RecordStream stream)
    {
        using var select = new SqliteStatement(
            connection,
            """
            SELECT number, last_ordinal, last_change, last_modified, living, deleted, generation, swept, completed
            FROM record_streams WHERE company_id = ?1 AND connection_id = ?2 AND data_type = ?3
            """
        );
        BindKey(select, stream);
        return select.Step()
            ? new StreamRow
            {
                Number = (int)select.Int64(0),
                LastOrdinal = select.Int64(1),
                LastChange = select.Int64(2),
                LastModified = DateTimeOffset.FromUnixTimeSeconds(select.Int64(3)),
                Living = select.Int64(4),
                Deleted = select.Int64(5),
                Generation = select.Int64(6),
                Swept = select.Int64(7),
                Completed = select.IsNull(8) ? null : DateTimeOffset.FromUnixTimeSeconds(select.Int64(8)),
            }
            : null;
    }

    public static StreamRow FindOrAdd(SqliteConnection connection, RecordStream stream)
    {
        if (Find(connection, stream) is { } row)
        {
            return row;
        }

        using var insert = new SqliteStatement(
            connection,
            "INSERT INTO record_streams (company_id, connection_id, data_type) VALUES (?1, ?2, ?3) RETURNING number"
        );
        BindKey(insert, stream);
        insert.Step();
        return new StreamRow { Number = (int)insert.Int64(0) };
    }

    public static void Save(SqliteConnection connection, StreamRow row)
    {
        using var update = new SqliteStatement(
            connection,
            """
            UPDATE record_streams SET last_ordinal = ?2, last_change = ?3, last_modified = ?4, living = ?5, deleted = ?6,
                generation = ?7, swept = ?8, completed = ?9
            WHERE number = ?1
            """
        );
        update.Bind(1, row.Number).Bind(2, row.LastOrdinal).Bind(3, row.LastChange);
        update.Bind(4, row.LastModified.ToUnixTimeSeconds()).Bind(5, row.Living).Bind(6, row.Deleted);
        update.Bind(7, row.Generation).Bind(8, row.Swept).Bind(9, row.Completed?.ToUnixTimeSeconds());
        update.Run();
    }

    /// <summary>As EF Core writes ids on SQLite, so that the row joins with the control tables.</summary>
    public static string Text(Guid id) => id.ToString().ToUpperInvariant();

    public static void BindKey(SqliteStatement statement, RecordStream stream) =>
        statement
            .Bind(1, Text(stream.Company.Value))
            .Bind(2, Text(stream.Connection.Value))
            .Bind(3, stream.Type.Number);
}

using Causeway.Contracts;
using Microsoft.Data.Sqlite;

namespace Causeway.Server.Records.Store.Sqlite;

/// <summary>Removes what a connection has, on SQLite: the rows that are many in batches, at last the streams.</summary>
internal static class SqlitePurge
{
    public static int Run(SqliteConnection connection, CompanyId company, ConnectionId source, int limit)
    {
        var removed = 0;
        var streams = Streams(connection, company, source);
        foreach (var table in (ReadOnlySpan<string>)["records", "record_raws"])
        {
            using var delete = new SqliteStatement(
                connection,
                $"DELETE FROM {table} WHERE place IN (SELECT place FROM {table} WHERE place BETWEEN ?1 AND ?2 LIMIT ?3)"
            );
            foreach (var stream in streams)
            {
                if (removed == limit)
                {
                    return removed;
                }

                delete.Bind(1, StreamRow.Place(stream, 0)).Bind(2, StreamRow.Place(stream, uint.MaxValue));
                removed += delete.Bind(3, limit - removed).Run();
            }
        }

        return removed == limit ? removed : removed + RemoveStreams(connection, streams, limit - removed);
    }

    private static List<int> Streams(SqliteConnection connection, CompanyId company, ConnectionId source)
    {
        using var select = new SqliteStatement(
            connection,
            "SELECT number FROM record_streams WHERE company_id = ?1 AND connection_id = ?2 ORDER BY number"
        );
        select.Bind(1, SqliteStream.Text(company.Value)).Bind(2, SqliteStream.Text(source.Value));
        var streams = new List<int>();
        while (select.Step())
        {
            streams.Add((int)select.Int64(0));
        }

        return streams;
    }

    private static int RemoveStreams(SqliteConnection connection, List<int> streams, int limit)
    {
        using var forget = new SqliteStatement(connection, "DELETE FROM record_sightings WHERE stream = ?1");
        using var remove = new SqliteStatement(connection, "DELETE FROM record_streams WHERE number = ?1");
        var removed = 0;
        foreach (var stream in streams.Take(limit))
        {
            forget.Bind(1, stream).Run();
            removed += remove.Bind(1, stream).Run();
        }

        return removed;
    }
}

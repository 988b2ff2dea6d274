using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Connections;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Causeway.Bench.Load;

/// <summary>Reads on SQLite with nothing around them: connections stay open and their statements prepared.</summary>
internal sealed class BareSqlite(string database)
{
    private readonly ConcurrentBag<Reader> readers = [];

    public async Task ConnectionAsync(HttpResponse response, Guid company, Guid id)
    {
        var reader = Take();
        reader.One.Parameters[0].Value = id;
        reader.One.Parameters[1].Value = company;
        await BareServer.BeginAsync(response);
        using (var row = reader.One.ExecuteReader())
        {
            row.Read();
            WriteRow(row, response.BodyWriter);
        }

        readers.Add(reader);
        await response.BodyWriter.FlushAsync();
    }

    public async Task PageAsync(HttpResponse response, Guid company, int page, int pageSize)
    {
        var reader = Take();
        reader.Head.Parameters[0].Value = company;
        reader.Page.Parameters[0].Value = company;
        reader.Page.Parameters[^2].Value = ((page - 1) * pageSize) + 1;
        reader.Page.Parameters[^1].Value = page * pageSize;
        await BareServer.BeginAsync(response);
        using (var head = reader.Head.ExecuteReader())
        {
            head.Read();
        }

        using (var rows = reader.Page.ExecuteReader())
        {
            while (rows.Read())
            {
                response.BodyWriter.Write(rows.GetFieldValue<byte[]>(0));
            }
        }

        readers.Add(reader);
        await response.BodyWriter.FlushAsync();
    }

    /// <summary>The row as it is, a column after the other.</summary>
    public static void WriteRow(DbDataReader row, IBufferWriter<byte> output)
    {
        for (var column = 0; column < row.FieldCount; column++)
        {
            if (!row.IsDBNull(column))
            {
                Encoding.UTF8.GetBytes(row.GetValue(column).ToString(), output);
            }
        }
    }

    private Reader Take() => readers.TryTake(out var reader) ? reader : new Reader(database);

    private sealed class Reader
    {
        private static readonly RecordScope Scope = new(default, null, DataType.Of<Invoice>());

        public Reader(string database)
        {
            var connection = new SqliteConnection(database);
            connection.Open();
            SqlitePragmas.Apply(connection, onlyReads: true);
            One = Command(
                connection,
                $"SELECT {ConnectionRow.Columns} FROM connections c WHERE c.id = @id AND c.company_id = @company",
                ["@id", "@company"]
            );
            Head = Command(connection, RecordSql.Head(Scope), ["@company", "@type", "@source"]);
            Page = Command(
                connection,
                RecordSql.Sqlite.Page(Scope),
                ["@company", "@type", "@source", "@first", "@last"]
            );
        }

        public SqliteCommand One { get; }

        public SqliteCommand Head { get; }

        public SqliteCommand Page { get; }

        private static SqliteCommand Command(SqliteConnection connection, string sql, string[] parameters)
        {
            var command = new SqliteCommand(sql, connection);
            foreach (var name in parameters)
            {
                command.Parameters.AddWithValue(
                    name,
                    name switch
                    {
                        "@type" => Scope.Type.Number,
                        "@source" => nameof(SourceType.Accounting),
                        _ => 0,
                    }
                );
            }

            command.Prepare();
            return command;
        }
    }
}

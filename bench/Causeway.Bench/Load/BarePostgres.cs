using System.Buffers;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Connections;
using Causeway.Server.Records.Store;
using Npgsql;

namespace Causeway.Bench.Load;

/// <summary>Reads on PostgreSQL with nothing around them but the driver's pool of connections.</summary>
internal sealed class BarePostgres(string database)
{
    private static readonly RecordScope Scope = new(default, null, DataType.Of<Invoice>());
    private static readonly string Head = RecordSql.Head(Scope);
    private static readonly string Page = RecordSql.Postgres.Page(Scope);

    public async Task ConnectionAsync(HttpResponse response, Guid company, Guid id)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT {ConnectionRow.Columns} FROM connections c WHERE c.id = @id AND c.company_id = @company",
            connection
        )
        {
            Parameters = { new NpgsqlParameter<Guid>("id", id), new NpgsqlParameter<Guid>("company", company) },
        };
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        await BareServer.BeginAsync(response);
        BareSqlite.WriteRow(row, response.BodyWriter);
        await response.BodyWriter.FlushAsync();
    }

    public async Task PageAsync(HttpResponse response, Guid company, int page, int pageSize)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Head, company));
        var rows = Command(Page, company);
        rows.Parameters.Add(new NpgsqlParameter<long>("first", ((page - 1L) * pageSize) + 1));
        rows.Parameters.Add(new NpgsqlParameter<long>("last", (long)page * pageSize));
        batch.BatchCommands.Add(rows);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        await reader.NextResultAsync();
        await BareServer.BeginAsync(response);
        while (await reader.ReadAsync())
        {
            response.BodyWriter.Write(reader.GetFieldValue<byte[]>(0));
        }

        await response.BodyWriter.FlushAsync();
    }

    private static NpgsqlBatchCommand Command(string sql, Guid company) =>
        new(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid>("company", company),
                new NpgsqlParameter<short>("type", (short)Scope.Type.Number),
                new NpgsqlParameter<string>("source", nameof(SourceType.Accounting)),
            },
        };
}

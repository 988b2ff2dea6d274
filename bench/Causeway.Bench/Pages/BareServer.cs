using System.Buffers;
using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Bench.Pages;

/// <summary>The limit for pages: Kestrel, the server's SQL, and a loop that copies each body to the response.</summary>
internal static class BareServer
{
    public static async Task RunAsync(BenchSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", settings.Text("urls", "")]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var connection = settings.Text("connection", "");
        var isSqlite = DatabaseOptions.Parse(connection, "").Kind is DatabaseKind.Sqlite;
        app.MapGet(
            "/companies/{companyId}/data/invoices",
            (HttpContext context, Guid companyId, int page, int pageSize) =>
                isSqlite
                    ? SqliteAsync(context.Response, connection, companyId, page, pageSize)
                    : PostgresAsync(context.Response, connection, companyId, page, pageSize)
        );
        await app.RunAsync();
    }

    private static RecordScope Scope(Guid company) => new(new CompanyId(company), null, DataType.Of<Invoice>());

    private static async Task SqliteAsync(HttpResponse response, string database, Guid company, int page, int size)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        var scope = Scope(company);
        await using var head = Command(RecordSql.Head(scope));
        await using (var reader = await head.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
        }

        await using var rows = Command(RecordSql.Sqlite.Page(scope));
        rows.Parameters.AddWithValue("@first", ((page - 1) * size) + 1);
        rows.Parameters.AddWithValue("@last", page * size);
        await using var records = await rows.ExecuteReaderAsync();
        await BeginAsync(response);
        while (await records.ReadAsync())
        {
            response.BodyWriter.Write(records.GetFieldValue<byte[]>(0));
        }

        await response.BodyWriter.FlushAsync();

        SqliteCommand Command(string sql)
        {
            var command = new SqliteCommand(sql, connection);
            command.Parameters.AddWithValue("@company", company);
            command.Parameters.AddWithValue("@type", scope.Type.Number);
            command.Parameters.AddWithValue("@source", "Accounting");
            return command;
        }
    }

    private static async Task PostgresAsync(HttpResponse response, string database, Guid company, int page, int size)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var scope = Scope(company);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(RecordSql.Head(scope)));
        var rows = Command(RecordSql.Postgres.Page(scope));
        rows.Parameters.Add(new NpgsqlParameter<long>("first", ((page - 1L) * size) + 1));
        rows.Parameters.Add(new NpgsqlParameter<long>("last", (long)page * size));
        batch.BatchCommands.Add(rows);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        await reader.NextResultAsync();
        await BeginAsync(response);
        while (await reader.ReadAsync())
        {
            response.BodyWriter.Write(reader.GetFieldValue<byte[]>(0));
        }

        await response.BodyWriter.FlushAsync();

        NpgsqlBatchCommand Command(string sql) =>
            new(sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid>("company", company),
                    new NpgsqlParameter<short>("type", (short)scope.Type.Number),
                    new NpgsqlParameter<string>("source", "Accounting"),
                },
            };
    }

    private static Task BeginAsync(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        return response.StartAsync();
    }
}

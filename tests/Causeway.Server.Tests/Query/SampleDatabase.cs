using System.Data.Common;
using System.Globalization;
using Causeway.Server.Query;
using Causeway.Server.Query.Sql;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Server.Tests.Query;

/// <summary>The sample rows in both databases.</summary>
public sealed class SampleDatabases : IAsyncLifetime
{
    private PostgresDatabase? postgres;

    internal SampleDatabase Sqlite { get; private set; } = null!;

    internal SampleDatabase Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.CreateDatabaseAsync();
        var sqlite = new SqliteConnection("Data Source=:memory:");
        SqliteQueryFunctions.Register(sqlite);
        Sqlite = new SampleDatabase(QueryDialect.Sqlite, sqlite);

        // Far from UTC, because a server's default must not change what an unqualified date means.
        Postgres = new SampleDatabase(
            QueryDialect.Postgres,
            new NpgsqlConnection($"{postgres.ConnectionString};Timezone=Asia/Kathmandu")
        );
        await Sqlite.FillAsync("TEXT", "TEXT", "TEXT", "TEXT", "text");
        // A language's collation, because a database may have any, and must not sort otherwise for it.
        await Postgres.FillAsync("json", "jsonb", "timestamptz", "uuid", "text COLLATE \"und-x-icu\"");
    }

    public async ValueTask DisposeAsync()
    {
        await Sqlite.Connection.DisposeAsync();
        await Postgres.Connection.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}

/// <summary>One of them.</summary>
internal sealed class SampleDatabase(QueryDialect dialect, DbConnection connection)
{
    // A document that PostgreSQL has as text.
    private static readonly SqlText AsText = new("s.body", "CAST(CAST(s.body AS text) AS json)");

    public static readonly IQuerySchema Schema = new QuerySchema(
        "Sample",
        new Dictionary<string, QueryField>
        {
            ["name"] = QueryField.InJson(QueryKind.Text, "s.body", "name"),
            ["customerRef.companyName"] = QueryField.InJson(QueryKind.Text, "s.body", "customerRef.companyName"),
            ["totalAmount"] = QueryField.InJson(QueryKind.Number, "s.body", "totalAmount"),
            ["issueDate"] = QueryField.InJson(QueryKind.Date, "s.body", "issueDate"),
            ["isPaid"] = QueryField.InJson(QueryKind.Boolean, "s.body", "isPaid"),
            ["binary.name"] = QueryField.InJson(QueryKind.Text, "s.body_b", "name"),
            ["binary.totalAmount"] = QueryField.InJson(QueryKind.Number, "s.body_b", "totalAmount"),
            ["binary.issueDate"] = QueryField.InJson(QueryKind.Date, "s.body_b", "issueDate"),
            ["binary.isPaid"] = QueryField.InJson(QueryKind.Boolean, "s.body_b", "isPaid"),
            ["text.name"] = QueryField.InJson(QueryKind.Text, AsText, "name"),
            ["text.totalAmount"] = QueryField.InJson(QueryKind.Number, AsText, "totalAmount"),
            ["text.issueDate"] = QueryField.InJson(QueryKind.Date, AsText, "issueDate"),
            ["text.isPaid"] = QueryField.InJson(QueryKind.Boolean, AsText, "isPaid"),
            ["title"] = QueryField.Text("s.title"),
            ["code"] = QueryField.Key("s.title"),
            ["count"] = QueryField.Number("s.count"),
            ["created"] = QueryField.Instant("s.created"),
            ["active"] = QueryField.Flag("s.active"),
            ["metadata.isDeleted"] = QueryField.Flag("s.is_deleted") with { IsRequired = true },
            ["uid"] = QueryField.Id("s.uid"),
            ["children.status"] = QueryField.In("child c", "c.sample_id = s.id", QueryField.Text("c.status")),
            ["lineItems.unitAmount"] = QueryField.Refuse("is in an array, which can't be queried"),
        }
    );

    public static readonly IQuerySchema TagSchema = new TagQuerySchema(
        "Sample",
        "tag t",
        "t.sample_id = s.id",
        "t.key",
        "t.value"
    );

    public DbConnection Connection => connection;

    public QueryDialect Dialect => dialect;

    public Task<List<int>> FilterAsync(string query, IQuerySchema? schema = null)
    {
        QueryFilter
            .Parse(query, schema ?? Schema)
            .Succeeded(out var filter, out var error)
            .ShouldBeTrue(error?.Message);
        var where = filter!.ToSql(dialect);
        return ReadAsync($"SELECT s.id FROM sample s WHERE {where.Sql} ORDER BY s.id", where.AddTo);
    }

    public Task<List<int>> OrderAsync(string orderBy)
    {
        QueryOrder.Parse(orderBy, Schema).Succeeded(out var order, out var error).ShouldBeTrue(error?.Message);
        return ReadAsync($"SELECT s.id FROM sample s ORDER BY {order!.ToSql(dialect, "s.id")}", _ => { });
    }

    public async Task FillAsync(string json, string binaryJson, string instant, string uuid, string title)
    {
        await connection.OpenAsync();
        await ExecuteAsync(
            $"""
            CREATE TABLE sample (id integer PRIMARY KEY, body {json} NOT NULL, body_b {binaryJson} NOT NULL, title {title},
                count integer, created {instant}, active boolean, is_deleted boolean NOT NULL, uid {uuid});
            CREATE TABLE child (sample_id integer NOT NULL, status text);
            CREATE TABLE tag (sample_id integer NOT NULL, key text NOT NULL, value text NOT NULL);
            """
        );
        foreach (var row in SampleRows.All)
        {
            await ExecuteAsync(
                $"""
                INSERT INTO sample VALUES (@id, CAST(@body AS {json}), CAST(@body AS {binaryJson}), @title, @count, @created, @active, @is_deleted, @uid)
                """,
                ("id", row.Id),
                ("body", row.Body),
                ("title", row.Title),
                ("count", row.Count),
                ("created", Stored(row.Created)),
                ("active", row.Active),
                ("is_deleted", row.IsDeleted),
                ("uid", row.Uid)
            );
            foreach (var status in row.ChildStatuses)
            {
                await ExecuteAsync("INSERT INTO child VALUES (@id, @status)", ("id", row.Id), ("status", status));
            }

            foreach (var (key, value) in row.Tags)
            {
                await ExecuteAsync(
                    "INSERT INTO tag VALUES (@id, @key, @value)",
                    ("id", row.Id),
                    ("key", key),
                    ("value", value)
                );
            }
        }
    }

    // SQLite's columns hold what EF Core writes for a DateTime.
    private object? Stored(DateTimeOffset? instant) =>
        dialect == QueryDialect.Sqlite ? (object?)instant?.UtcDateTime : instant;

    private async Task ExecuteAsync(string sql, params (string Name, object? Value)[] arguments)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in arguments)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<int>> ReadAsync(string sql, Action<DbCommand> addParameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        addParameters(command);
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            var ids = new List<int>();
            while (await reader.ReadAsync())
            {
                ids.Add(Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture));
            }

            return ids;
        }
        catch (DbException e)
        {
            throw new InvalidOperationException($"The database refused {sql}", e);
        }
    }
}

using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Records.Store;

/// <summary>A stream of a test's own, written as the sync engine does: each batch in a transaction.</summary>
internal sealed class StoredStream(
    CausewayApp app,
    string dataType = "invoices",
    CompanyId? company = null,
    ConnectionId? connection = null
)
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public RecordStream Stream { get; } =
        new(
            company ?? CompanyId.New(TimeProvider.System),
            connection ?? ConnectionId.New(TimeProvider.System),
            DataType.TryGet(dataType, out var type)
                ? type
                : throw new ArgumentException("There is no such data type.", nameof(dataType))
        );

    /// <summary>A stream of a linked connection of a company, complete once.</summary>
    public static async Task<StoredStream> LinkedAsync(
        CausewayApp app,
        string dataType,
        params (string Id, string Json)[] records
    )
    {
        var stream = new StoredStream(app, dataType);
        await stream.HasCompanyAsync();
        await stream.HasConnectionAsync(stream.Stream.Connection);
        await stream.UpsertAsync(1, Noon, [.. records.Select(r => Record(r.Id, r.Json))]);
        await stream.CompleteAsync();
        return stream;
    }

    /// <summary>A stream of the same connection.</summary>
    public StoredStream Beside(string dataType) => new(app, dataType, Stream.Company, Stream.Connection);

    public static RecordWrite Record(string id, string json) =>
        new(id, Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes($$"""{"raw":"{{id}}"}"""), null);

    public static RecordWrite Record(string id, int amount = 1, string? raw = null) =>
        new(
            id,
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","totalAmount":{{amount}}}""")
            ),
            Encoding.UTF8.GetBytes(raw ?? $$"""{"Key":"{{id}}","Amount":{{amount}}}"""),
            null
        );

    public static RecordWrite[] Numbered(int from, int to, int amount = 1) =>
        [
            .. Enumerable
                .Range(from, to - from + 1)
                .Select(i => Record(i.ToString("D6", CultureInfo.InvariantCulture), amount)),
        ];

    public Task<RecordChanges> UpsertAsync(long generation, DateTimeOffset now, params RecordWrite[] records) =>
        InTransactionAsync(
            (store, t) => store.UpsertAsync(t, Stream, generation, records, now, CancellationToken.None)
        );

    public Task<long> MarkSeenAsync(long generation, params string[] ids) =>
        InTransactionAsync((store, t) => store.MarkSeenAsync(t, Stream, generation, ids, CancellationToken.None));

    public Task<long> DeleteAsync(DateTimeOffset now, params string[] ids) =>
        InTransactionAsync((store, t) => store.DeleteAsync(t, Stream, ids, now, CancellationToken.None));

    public Task<SweepPreview> PreviewSweepAsync(long generation) =>
        InTransactionAsync((store, t) => store.PreviewSweepAsync(t, Stream, generation, CancellationToken.None));

    public Task<int> SweepAsync(long generation, int limit, DateTimeOffset now) =>
        InTransactionAsync((store, t) => store.SweepAsync(t, Stream, generation, limit, now, CancellationToken.None));

    public Task<StreamCounts> CountAsync() =>
        InTransactionAsync((store, t) => store.CountAsync(t, Stream, CancellationToken.None));

    public Task<int> PurgeAsync(int limit) =>
        InTransactionAsync(
            (store, t) => store.PurgeAsync(t, Stream.Company, Stream.Connection, limit, CancellationToken.None)
        );

    /// <summary>Notes that a sync of the stream ended well.</summary>
    public Task CompleteAsync() =>
        InTransactionAsync(
            async (store, t) =>
            {
                await store.MarkCompleteAsync(t, Stream, Noon, CancellationToken.None);
                return 0;
            }
        );

    public Task HasCompanyAsync() =>
        SaveAsync(new Company(Stream.Company, CompanyName.Clean("Example Company").Value, Noon));

    /// <summary>A connection of the stream's company.</summary>
    public Task HasConnectionAsync(
        ConnectionId id,
        ConnectionStatus status = ConnectionStatus.Linked,
        DateTimeOffset? lastSync = null,
        string integration = "test"
    )
    {
        var row = new Connection(id, Stream.Company, Manifest(integration), ConnectionActor.Api, Noon);
        if (status is not ConnectionStatus.PendingAuth)
        {
            row.Link(new SourceOrganisation("1", "Example Company"), ConnectionActor.Api, Noon);
        }

        if (status is ConnectionStatus.Unlinked)
        {
            row.Unlink(ConnectionActor.Api, Noon);
        }

        if (lastSync is { } synced)
        {
            row.Synced(synced);
        }

        return SaveAsync(row);
    }

    /// <summary>The address of the data of the company, or of the connection, as the data type has it.</summary>
    public string Address(string path) =>
        Stream.Type.Level is DataLevel.Company
            ? $"/companies/{Stream.Company}/data/{path}"
            : $"/companies/{Stream.Company}/connections/{Stream.Connection}/data/{path}";

    public async Task<JsonElement> GetAsync(string address)
    {
        using var response = await app.Client.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        return JsonElement.Parse(text);
    }

    /// <summary>The error that a request gets.</summary>
    public async Task<string> GetRefusedAsync(string address, HttpStatusCode status)
    {
        using var response = await app.Client.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        var body = JsonElement.Parse(text);
        body.GetProperty("statusCode").GetInt32().ShouldBe((int)status);
        return body.GetProperty("error").GetString()!;
    }

    public async Task<T> InTransactionAsync<T>(Func<IRecordStore, DbTransaction, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await work(
            scope.ServiceProvider.GetRequiredService<IRecordStore>(),
            transaction.GetDbTransaction()
        );
        await transaction.CommitAsync();
        return result;
    }

    private async Task SaveAsync(object entity)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        db.Add(entity);
        await db.SaveChangesAsync();
    }

    private ConnectorManifest Manifest(string key) =>
        new()
        {
            Key = key,
            Name = "Test",
            SourceType = Stream.Type.SourceType,
            IntegrationId = Guid.Empty,
            SourceId = Guid.Empty,
            Auth = new ConnectorAuth.None([]),
            Budget = new RequestBudget(1, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg/>",
        };

    /// <summary>What lies in the tables, in the order of the changes.</summary>
    public async Task<List<StoredRow>> RowsAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var modified =
            CausewayApp.DatabaseKind is DatabaseKind.Sqlite
                ? "r.modified"
                : "CAST(extract(epoch FROM r.modified) AS bigint)";
        var sql = $$"""
            SELECT r.id AS "Id", r.change - CAST(r.stream AS bigint) * 4294967296 AS "Change",
                r.added - CAST(r.stream AS bigint) * 4294967296 AS "Added",
                r.place - CAST(r.stream AS bigint) * 4294967296 AS "Place",
                r.is_deleted AS "IsDeleted", {{modified}} AS "Modified", r.body AS "Body", w.body AS "Raw"
            FROM records r
            JOIN record_streams s ON s.number = r.stream
            JOIN record_raws w ON w.place = r.place
            WHERE s.company_id = {0} AND s.connection_id = {1}
            """;
        return await db
            .Database.SqlQueryRaw<StoredRow>(sql, Stream.Company.Value, Stream.Connection.Value)
            .OrderBy(r => r.Change)
            .ToListAsync();
    }
}

internal sealed record StoredRow
{
    public required string Id { get; init; }

    public required long Change { get; init; }

    public required long Added { get; init; }

    public required long Place { get; init; }

    public required bool IsDeleted { get; init; }

    public required long Modified { get; init; }

    public required string Body { get; init; }

    public required string Raw { get; init; }

    public DateTimeOffset ModifiedDate => DateTimeOffset.FromUnixTimeSeconds(Modified);
}

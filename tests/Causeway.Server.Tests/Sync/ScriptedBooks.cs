using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Server.Tests.Sync;

/// <summary>Sources whose records a test decides, and that misbehave as it tells them to.</summary>
public sealed class ScriptedShelf
{
    private readonly ConcurrentDictionary<ConnectionId, ScriptedBooks> books = new();

    public ScriptedBooks Of(ConnectionId connection) => books.GetOrAdd(connection, _ => new ScriptedBooks());
}

/// <summary>One connection's records. Each change has a number, which is the watermark.</summary>
public sealed class ScriptedBooks
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Row> rows = new(StringComparer.Ordinal);
    private readonly List<(long Number, string Id)> deletions = [];
    private readonly ConcurrentQueue<SourceFailure> failures = new();
    private long changes;
    private int pages;

    public int PageSize { get; set; } = 100;

    /// <summary>How many records the source says it has, if it is not as many as there are.</summary>
    public long? SaysTotal { get; set; }

    /// <summary>Whether what changed since the last read is not known any more.</summary>
    public bool ForgetsChanges { get; set; }

    /// <summary>Fails every call as long as it is set.</summary>
    public SourceFailure? AlwaysFails { get; set; }

    /// <summary>What happens before each page is given out, by the number of pages given out before.</summary>
    public Func<int, Task>? BeforePage { get; set; }

    /// <summary>How many pages were asked for.</summary>
    public int Pages => pages;

    /// <summary>What the last read asked for.</summary>
    public ReadWindow? LastWindow { get; private set; }

    public ScriptedBooks Put(params ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            Set(id, $$"""{"id":"{{id}}","name":"Name of {{id}}"}""");
        }

        return this;
    }

    public ScriptedBooks PutMany(int count, string prefix = "r")
    {
        for (var i = 0; i < count; i++)
        {
            Put(string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:D6}"));
        }

        return this;
    }

    public ScriptedBooks Rename(string id, string name) => Set(id, $$"""{"id":"{{id}}","name":"{{name}}"}""");

    /// <summary>A record that can't be understood.</summary>
    public ScriptedBooks Spoil(string id) => Set(id, $$"""{ "id": "{{id}}", "name": { "not": "a text" } }""");

    /// <summary>A record that the mapping trips over.</summary>
    public ScriptedBooks Trip(string id) => Set(id, $$"""{"id":"{{id}}","name":"boom"}""");

    public ScriptedBooks Remove(params ReadOnlySpan<string> ids)
    {
        lock (gate)
        {
            foreach (var id in ids)
            {
                rows.Remove(id);
                deletions.Add((++changes, id));
            }
        }

        return this;
    }

    public ScriptedBooks NextCallFails(SourceFailureCategory category, TimeSpan? retryAfter = null)
    {
        failures.Enqueue(new SourceFailure(category, $"The source says {category}.") { RetryAfter = retryAfter });
        return this;
    }

    internal async IAsyncEnumerable<SourcePage> ReadAsync(
        ReadWindow window,
        bool tellsDeletions,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        LastWindow = window;
        var since = window.Since is null ? 0 : long.Parse(window.Since, CultureInfo.InvariantCulture);
        var cursor = window.Cursor;
        while (true)
        {
            await CallAsync();
            ct.ThrowIfCancellationRequested();
            var page = Page(since, cursor, tellsDeletions);
            yield return page;
            cursor = page.NextCursor;
            if (cursor is null)
            {
                yield break;
            }
        }
    }

    internal async IAsyncEnumerable<SourceIdPage> ListAsync(string? cursor)
    {
        while (true)
        {
            await CallAsync();
            string[] ids;
            lock (gate)
            {
                ids =
                [
                    .. rows.Keys.Where(id => cursor is null || string.CompareOrdinal(id, cursor) > 0).Take(PageSize),
                ];
            }

            cursor = ids.Length == PageSize ? ids[^1] : null;
            yield return new SourceIdPage(ids, cursor);
            if (cursor is null)
            {
                yield break;
            }
        }
    }

    private ScriptedBooks Set(string id, string json)
    {
        lock (gate)
        {
            rows[id] = new Row(++changes, System.Text.Encoding.UTF8.GetBytes(json));
        }

        return this;
    }

    private async Task CallAsync()
    {
        var number = Interlocked.Increment(ref pages) - 1;
        if (BeforePage is { } before)
        {
            await before(number);
        }

        if (AlwaysFails is { } always)
        {
            throw new SourceException(always);
        }

        if (failures.TryDequeue(out var failure))
        {
            throw new SourceException(failure);
        }
    }

    private SourcePage Page(long since, string? cursor, bool tellsDeletions)
    {
        lock (gate)
        {
            var some = rows.Where(r => r.Value.Number > since)
                .Where(r => cursor is null || string.CompareOrdinal(r.Key, cursor) > 0)
                .Take(PageSize)
                .ToList();
            var next = some.Count == PageSize ? some[^1].Key : null;
            return new SourcePage
            {
                Rows = [.. some.Select(r => new SourceRow(r.Key, r.Value.Json))],
                NextCursor = next,
                Total = since == 0 ? SaysTotal ?? rows.Count : null,
                Deleted =
                    tellsDeletions && next is null
                        ? [.. deletions.Where(d => d.Number > since && !rows.ContainsKey(d.Id)).Select(d => d.Id)]
                        : [],
                Watermark = next is null ? changes.ToString(CultureInfo.InvariantCulture) : null,
            };
        }
    }

    private sealed record Row(long Number, byte[] Json);
}

/// <summary>A connector for <see cref="ScriptedBooks"/>: customers are always read whole, suppliers by changes and ids, accounts by changes and deletions.</summary>
public sealed class ScriptedConnector : Connector
{
    public const string Key = "tstx";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Scripted",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("7c0f1c40-4d51-4dd5-9d60-0b6a2c1f5f01"),
            SourceId = new Guid("7c0f1c40-4d51-4dd5-9d60-0b6a2c1f5f02"),
            Auth = new ConnectorAuth.None([]),
            Budget = new RequestBudget(100_000, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Reads<Customer, CustomersReader>()
            .Reads<Supplier, SuppliersReader>()
            .Reads<Account, AccountsReader>();

    internal sealed class CustomersReader(ScriptedShelf shelf, SourceConnection connection)
        : Reader<ScriptedRecord, Customer>(ScriptedJson.Default.ScriptedRecord)
    {
        public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
            shelf.Of(connection.ConnectionId).ReadAsync(window, tellsDeletions: false, ct);

        public override Customer Map(ScriptedRecord source) =>
            source.Name == "boom"
                ? throw new InvalidOperationException("The mapping trips.")
                : new()
                {
                    Id = source.Id,
                    CustomerName = source.Name,
                    Status = CustomerStatus.Active,
                };
    }

    internal sealed class SuppliersReader(ScriptedShelf shelf, SourceConnection connection)
        : Reader<ScriptedRecord, Supplier>(ScriptedJson.Default.ScriptedRecord)
    {
        public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

        public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
            shelf.Of(connection.ConnectionId).ReadAsync(window, tellsDeletions: false, ct);

        public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
            shelf.Of(connection.ConnectionId).ListAsync(cursor);

        public override Supplier Map(ScriptedRecord source) =>
            new()
            {
                Id = source.Id,
                SupplierName = source.Name,
                Status = SupplierStatus.Active,
            };
    }

    internal sealed class AccountsReader(ScriptedShelf shelf, SourceConnection connection)
        : Reader<ScriptedRecord, Account>(ScriptedJson.Default.ScriptedRecord)
    {
        public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

        public override bool KnowsChangesSince(string since) => !shelf.Of(connection.ConnectionId).ForgetsChanges;

        public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
            shelf.Of(connection.ConnectionId).ReadAsync(window, tellsDeletions: true, ct);

        public override Account Map(ScriptedRecord source) => new() { Id = source.Id, Name = source.Name };
    }
}

internal sealed record ScriptedRecord(string Id, string? Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScriptedRecord))]
internal sealed partial class ScriptedJson : JsonSerializerContext;

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Grants;
using Causeway.Server.Records.Store;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Tests.Sync;

/// <summary>Tests that move the one clock, and so run one after another.</summary>
[CollectionDefinition(nameof(SyncServer))]
public sealed class SyncServerTests : ICollectionFixture<SyncServer>;

/// <summary>A server with scripted sources and a clock that stands still in 2050, so that nothing that is scheduled happens by itself.</summary>
public sealed class SyncServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public CausewayApp App { get; private set; } = null!;

    public ScriptedShelf Shelf { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync() =>
        App = await CausewayApp.StartAsync(
            services =>
            {
                services.AddSingleton<Connector>(new ScriptedConnector());
                services.AddSingleton(Shelf);
                services.AddSingleton<TimeProvider>(Clock);
                services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
            },
            new Dictionary<string, string?>
            {
                // So that a few hundred records are several slices.
                ["Causeway:Sync:SliceRecords"] = "100",
            }
        );

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A linked connection to books of its own.</summary>
    public async Task<SyncConnection> HasConnectionAsync(bool linked = true)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var vault = scope.ServiceProvider.GetRequiredService<Vault>();
        var now = Clock.GetUtcNow();
        var company = CompanyId.New(Clock);
        var connection = new Connection(
            ConnectionId.New(Clock),
            company,
            new ScriptedConnector().Manifest,
            ConnectionActor.Api,
            now
        );
        if (linked)
        {
            connection.Link(new SourceOrganisation("1", "An organisation"), ConnectionActor.Api, now).ShouldBeNull();
        }

        db.Add(new Company(company, CompanyName.Clean("A company").Value, now));
        db.Add(connection);
        db.Add(
            new Credentials(company, connection.Id, vault.Seal(connection.Id, new Dictionary<string, Secret>()), now)
        );
        await db.SaveChangesAsync();
        return new SyncConnection(this, company, connection.Id);
    }

    /// <summary>Changes something in the database and sends messages with it.</summary>
    public async Task ChangeAsync(Func<CausewayDb, Task> change, params object[] messages)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
        await change(outbox.DbContext);
        foreach (var message in messages)
        {
            await outbox.PublishAsync(message);
        }

        await outbox.SaveChangesAndFlushMessagesAsync();
    }

    /// <summary>Looks at the database.</summary>
    public async Task<T> LookAsync<T>(Func<CausewayDb, Task<T>> look)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<CausewayDb>());
    }

    /// <summary>Moves the clock; what is scheduled until then happens while a test waits for something.</summary>
    public void Advance(TimeSpan span) => Clock.Advance(span);

    /// <summary>Waits until something is so.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
            {
                return seen;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"It did not come to be; last seen: {seen}");
            }

            await MakeDueAsync();
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Waits until no message is under way, nor due by our clock.</summary>
    public Task UntilQuietAsync() =>
        UntilAsync(
            () =>
                LookAsync(async db =>
                {
                    await MakeDueAsync();
                    var schema = CausewayApp.DatabaseKind is DatabaseKind.Postgres ? "wolverine." : "";
                    var count =
                        $"SELECT COUNT(*) AS \"Value\" FROM {schema}wolverine_incoming_envelopes WHERE status = 'Incoming' OR (status = 'Scheduled' AND execution_time < '2040-01-01')";
                    return (await db.Database.SqlQueryRaw<long>(count).ToListAsync())[0];
                }),
            underWay => underWay == 0
        );

    // The schedule is kept by the machine's clock, for which all of it lies in the far future: what is due by ours is moved to its past.
    private Task<int> MakeDueAsync() =>
        LookAsync(async db =>
        {
            var now = Clock.GetUtcNow();
            if (CausewayApp.DatabaseKind is DatabaseKind.Postgres)
            {
                return await db.Database.ExecuteSqlAsync(
                    $"""
                    UPDATE wolverine.wolverine_incoming_envelopes SET execution_time = execution_time - interval '30 years'
                    WHERE status = 'Scheduled' AND execution_time BETWEEN '2040-01-01' AND {now}
                    """
                );
            }

            var until = now
                .UtcDateTime.AddTicks(1)
                .ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            return await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE wolverine_incoming_envelopes SET execution_time = '2020' || substr(execution_time, 5)
                WHERE status = 'Scheduled' AND execution_time BETWEEN '2040' AND {until}
                """
            );
        });
}

/// <summary>A connection of a test, with what a client does with it.</summary>
public sealed class SyncConnection(SyncServer server, CompanyId company, ConnectionId id)
{
    public CompanyId Company => company;

    public ConnectionId Id => id;

    public ScriptedBooks Books => server.Shelf.Of(id);

    /// <summary>Queues a data type, and answers the dataset as it was then.</summary>
    public async Task<JsonElement> QueueAsync(string dataType = "customers")
    {
        using var response = await PostAsync($"data/queue/{dataType}?connectionId={id}");
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Queues a data type and waits for its end.</summary>
    public async Task<JsonElement> SyncAsync(string dataType = "customers") =>
        await EndOfAsync(await QueueAsync(dataType));

    public Task<JsonElement> EndOfAsync(JsonElement dataset) =>
        UntilAsync(dataset, d => d.TryGetProperty("completed", out _));

    public async Task<JsonElement> UntilAsync(JsonElement dataset, Func<JsonElement, bool> isSo)
    {
        var path = $"data/history/{dataset.GetProperty("id").GetString()}";
        return await server.UntilAsync(() => GetAsync(path), isSo);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        server.App.Client.PostAsJsonAsync($"/companies/{company}/{path}", body ?? new { });

    public async Task<JsonElement> GetAsync(string path) =>
        await server.App.Client.GetFromJsonAsync<JsonElement>($"/companies/{company}/{path}");

    public Task<StreamCounts> CountAsync(DataType type) =>
        server.LookAsync(async db =>
        {
            var store = server.App.Services.GetRequiredService<IRecordStore>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            return await store.CountAsync(
                transaction.GetDbTransaction(),
                new RecordStream(company, id, type),
                CancellationToken.None
            );
        });

    public static DataType Customers => Find("customers");

    public static DataType Suppliers => Find("suppliers");

    public static DataType Accounts => Find("chartOfAccounts");

    /// <summary>Gives the connection up.</summary>
    public async Task UnlinkAsync()
    {
        using var response = await server.App.Client.PatchAsJsonAsync(Address, new { status = "Unlinked" });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    public async Task DeleteAsync()
    {
        using var response = await server.App.Client.DeleteAsync(Address);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private string Address => $"/companies/{company}/connections/{id}";

    /// <summary>Links the connection, as Link does.</summary>
    public Task LinkAsync(bool throughLink = true) =>
        server.ChangeAsync(
            async db =>
            {
                var connection = await db.Set<Connection>().SingleAsync(c => c.Id == id);
                // To give a connection up erases what opened it.
                if (!await db.Set<Credentials>().AnyAsync(g => g.ConnectionId == id))
                {
                    var vault = server.App.Services.GetRequiredService<Vault>();
                    var sealedValues = vault.Seal(id, new Dictionary<string, Secret>());
                    db.Add(new Credentials(company, id, sealedValues, server.Clock.GetUtcNow()));
                }

                connection
                    .Link(
                        new SourceOrganisation("1", "An organisation"),
                        ConnectionActor.CompanyUser,
                        server.Clock.GetUtcNow()
                    )
                    .ShouldBeNull();
            },
            new ConnectionLinked(company, id, throughLink)
        );

    public Task<ConnectionStatus> StatusAsync() =>
        server.LookAsync(db => db.Set<Connection>().Where(c => c.Id == id).Select(c => c.Status).SingleAsync());

    private static DataType Find(string key) =>
        DataType.TryGet(key, out var type) ? type : throw new KeyNotFoundException(key);
}

/// <summary>What tests read of a dataset's body.</summary>
internal static class DatasetJson
{
    public static string Status(this JsonElement dataset) => dataset.GetProperty("status").GetString()!;

    public static string Id(this JsonElement dataset) => dataset.GetProperty("id").GetString()!;

    public static long Count(this JsonElement dataset, string name) =>
        dataset.GetProperty("counts").GetProperty(name).GetInt64();
}

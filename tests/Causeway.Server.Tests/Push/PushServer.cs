using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Grants;
using Causeway.Server.Push.Sending;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Push;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Wolverine;

namespace Causeway.Server.Tests.Push;

/// <summary>Tests that move the one clock, and so run one after another.</summary>
[CollectionDefinition(nameof(PushServer))]
public sealed class PushServerTests : ICollectionFixture<PushServer>;

/// <summary>A server with a scripted source and a clock that stands still in 2050, so that nothing that is scheduled happens by itself.</summary>
public sealed class PushServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public CausewayApp App { get; private set; } = null!;

    public ScriptedSource Source { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public HttpClient Client => App.Client;

    public async ValueTask InitializeAsync() =>
        App = await CausewayApp.StartAsync(services =>
        {
            services.AddSingleton<Connector>(new ScriptedConnector());
            services.AddSingleton(Source);
            services.AddSingleton<TimeProvider>(Clock);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        });

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A connection to the source, with books of its own.</summary>
    public async Task<PushConnection> HasConnectionAsync(bool linked = true, CompanyId? of = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var vault = scope.ServiceProvider.GetRequiredService<Vault>();
        var now = Clock.GetUtcNow();
        var companyId = of ?? CompanyId.New(Clock);
        if (of is null)
        {
            db.Add(new Company(companyId, CompanyName.Clean("A company").Value, now));
        }

        var connection = new Connection(
            ConnectionId.New(Clock),
            companyId,
            new ScriptedConnector().Manifest,
            ConnectionActor.Api,
            now
        );
        if (linked)
        {
            connection.Link(new SourceOrganisation("1", "An organisation"), ConnectionActor.Api, now).ShouldBeNull();
        }

        db.Add(connection);
        var values = new Dictionary<string, Secret>();
        db.Add(new Credentials(companyId, connection.Id, vault.Seal(connection.Id, values), now));
        await db.SaveChangesAsync();
        return new PushConnection(this, companyId, connection.Id);
    }

    /// <summary>Moves the clock. What is scheduled until then happens while the test waits for something.</summary>
    public void Advance(TimeSpan span) => Clock.Advance(span);

    // The schedule is kept by the machine's clock, for which all of it lies in the far future: what is due by ours is moved to its past.
    private async Task MakeDueAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var now = Clock.GetUtcNow();
        if (CausewayApp.DatabaseKind is DatabaseKind.Postgres)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE wolverine.wolverine_incoming_envelopes SET execution_time = execution_time - interval '30 years'
                WHERE status = 'Scheduled' AND execution_time BETWEEN '2040-01-01' AND {now}
                """
            );
            return;
        }

        var until = now.UtcDateTime.AddTicks(1).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        var due = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT id AS "Value" FROM wolverine_incoming_envelopes
                WHERE status = 'Scheduled' AND execution_time BETWEEN '2040' AND {until}
                """
            )
            .ToListAsync();
        foreach (var id in due)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE wolverine_incoming_envelopes SET execution_time = '2020' || substr(execution_time, 5)
                WHERE id = {id} AND status = 'Scheduled'
                """
            );
        }
    }

    /// <summary>Changes something in the database, and tells the server.</summary>
    public async Task ChangeAsync(Func<CausewayDb, Task> change, object? message = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await change(db);
        await db.SaveChangesAsync();
        if (message is not null)
        {
            await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(message);
        }
    }

    /// <summary>Waits until no message is under way.</summary>
    public Task UntilQuietAsync() =>
        UntilAsync(
            async () =>
            {
                await using var scope = App.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
                var schema = CausewayApp.DatabaseKind is DatabaseKind.Postgres ? "wolverine." : "";
                var count =
                    $"SELECT COUNT(*) AS \"Value\" FROM {schema}wolverine_incoming_envelopes WHERE status = 'Incoming'";
                return (await db.Database.SqlQueryRaw<long>(count).ToListAsync())[0];
            },
            underWay => underWay == 0
        );

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
}

/// <summary>A connection of a test, with what a client does through it.</summary>
public sealed class PushConnection(PushServer server, CompanyId companyId, ConnectionId connectionId)
{
    public CompanyId CompanyId => companyId;

    public ConnectionId Id => connectionId;

    public ScriptedSource.Books Books => server.Source.Of(connectionId);

    public string Address => $"/companies/{companyId}/connections/{connectionId}";

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        server.Client.PostAsync($"{Address}/push/{path}", new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> PutAsync(string path, string body) =>
        server.Client.PutAsync($"{Address}/push/{path}", new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>Writes a customer and answers the operation's key.</summary>
    public async Task<PushOperationKey> PushAsync(string name = "A customer", string query = "")
    {
        using var response = await PostAsync($"customers{query}", Customer(name));
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new PushOperationKey(body.GetProperty("pushOperationKey").GetGuid());
    }

    public async Task<JsonElement> GetAsync(PushOperationKey key) =>
        await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{companyId}/push/{key}");

    /// <summary>Waits until the operation has a status, and answers the operation.</summary>
    public Task<JsonElement> UntilAsync(PushOperationKey key, string status) =>
        server.UntilAsync(() => GetAsync(key), o => o.GetProperty("status").GetString() == status);

    /// <summary>Waits until the source was asked so many times for a marker, and what it said was noted.</summary>
    public async Task UntilLookedAsync(int times)
    {
        await server.UntilAsync(() => Task.FromResult(Books.Looks), looks => looks >= times);
        await server.UntilQuietAsync();
    }

    /// <summary>The states that the operation has been in, without repetitions.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync(PushOperationKey key)
    {
        var trail = await TrailAsync(key);
        var states = new List<string>();
        foreach (var state in trail.Select(e => e.GetProperty("to").GetString()!))
        {
            if (states.Count == 0 || states[^1] != state)
            {
                states.Add(state);
            }
        }

        return states;
    }

    /// <summary>Waits until the operation has been moved through these states.</summary>
    public Task UntilStatesAsync(PushOperationKey key, params string[] states) =>
        server.UntilAsync(
            async () => string.Join(" ", await StatesAsync(key)),
            seen => seen == string.Join(" ", states)
        );

    public async Task<IReadOnlyList<JsonElement>> TrailAsync(PushOperationKey key)
    {
        var trail = await server.Client.GetFromJsonAsync<JsonElement>($"/companies/{companyId}/push/{key}/events");
        return [.. trail.GetProperty("results").EnumerateArray()];
    }

    public Task UntilConnectionIsAsync(ConnectionStatus status) =>
        server.UntilAsync(
            async () =>
            {
                var seen = ConnectionStatus.PendingAuth;
                await server.ChangeAsync(async db =>
                    seen = await db.Set<Connection>()
                        .Where(c => c.Id == connectionId)
                        .Select(c => c.Status)
                        .SingleAsync()
                );
                return seen;
            },
            seen => seen == status
        );

    public Task UnlinkAsync() =>
        server.ChangeAsync(
            async db =>
                (await db.Set<Connection>().SingleAsync(c => c.Id == connectionId))
                    .Unlink(ConnectionActor.Api, server.Clock.GetUtcNow())
                    .ShouldBeNull(),
            new ConnectionStopped(companyId, connectionId)
        );

    public Task DeleteAsync() =>
        server.ChangeAsync(
            db => db.Set<Connection>().Where(c => c.Id == connectionId).ExecuteDeleteAsync(),
            new ConnectionDeleted(companyId, connectionId)
        );

    public Task LinkAsync() =>
        server.ChangeAsync(
            async db =>
                (await db.Set<Connection>().SingleAsync(c => c.Id == connectionId))
                    .Link(
                        new SourceOrganisation("1", "An organisation"),
                        ConnectionActor.CompanyUser,
                        server.Clock.GetUtcNow()
                    )
                    .ShouldBeNull(),
            new ConnectionLinked(companyId, connectionId, ThroughLink: true)
        );

    /// <summary>Makes the server look after the connection's writes, as any message may.</summary>
    public Task NudgeAsync() => server.ChangeAsync(_ => Task.CompletedTask, new AdvancePushes(companyId, connectionId));

    public static string Customer(string name) =>
        JsonSerializer.Serialize(new { customerName = name, status = "Active" });
}

internal static class PushAnswers
{
    /// <summary>The answer is the API's error with this status, and a message that says so.</summary>
    public static async Task ShouldBeRefusedAsync(
        this HttpResponseMessage response,
        System.Net.HttpStatusCode status,
        string says
    )
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        JsonDocument.Parse(text).RootElement.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain(says);
    }
}

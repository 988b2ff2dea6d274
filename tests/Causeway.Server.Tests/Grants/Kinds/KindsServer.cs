using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>Tests that share one source, whose faults are for all, and so run one after another.</summary>
[CollectionDefinition(nameof(KindsServer))]
public sealed class KindsServerTests : ICollectionFixture<KindsServer>;

/// <summary>A server with a connector for each way to authorize, the source of all of them, and a clock that is moved.</summary>
public sealed class KindsServer : IAsyncLifetime
{
    public const string ClientId = "the-client-of-the-kinds";
    public const string ClientSecret = "the-secret-of-the-client-of-the-kinds";

    static KindsServer() =>
        KnownSecrets.Keep(
            ClientSecret,
            "access-of-the-kinds-",
            "refresh-of-the-kinds-",
            "elsewhere-",
            "secret-of-the-firm-"
        );

    public CausewayApp App { get; private set; } = null!;

    public KindsSource Source { get; private set; } = null!;

    public StandingClock Clock { get; } = new();

    public LogMemory Logs { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Source = await KindsSource.StartAsync();
        Source.Clients[ClientId] = ClientSecret;
        var settings = new Dictionary<string, string?>
        {
            ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128",
            // The time to try again never comes while the clock stands.
            ["Causeway:Sync:RefusalsBeforeDeauthorized"] = "1",
        };
        foreach (var key in new[] { ShopKind.Key, StandardKind.Key, OwnWayKind.Key })
        {
            settings[$"Causeway:Integrations:{key}:ClientId"] = ClientId;
            settings[$"Causeway:Integrations:{key}:ClientSecret"] = ClientSecret;
        }

        App = await CausewayApp.StartAsync(
            services =>
            {
                Connector[] kinds =
                [
                    new KeyKind(Source.Url),
                    new BasicKind(Source.Url),
                    new HeadersKind(Source.Url),
                    new MachineKind(Source.Url),
                    new ShopKind(Source.Url),
                    new StandardKind(Source.Url),
                    new OwnWayKind(Source.Url),
                ];
                foreach (var kind in kinds)
                {
                    services.AddSingleton(kind);
                }

                services.AddSingleton<TimeProvider>(Clock);
                services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(Logs);
            },
            settings
        );
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>A connection by OAuth, with tokens that were got elsewhere and have been renewed once.</summary>
    public async Task<TestConnection> HasGrantAsync(string key = StandardKind.Key)
    {
        var connection = await App.HasConnectionAsync(linked: false, platformKey: key);
        using var put = await App.AuthorizeAsync(connection, new { refreshToken = $"elsewhere-{connection.Id}" });
        await put.ShouldBeOkAsync();
        return connection;
    }

    /// <summary>Calls the source, through the API.</summary>
    public Task<HttpResponseMessage> UseAsync(TestConnection connection) =>
        App.Client.GetAsync($"{connection.Path}/options/customers");

    /// <summary>Calls the source, which works.</summary>
    /// <returns>The headers of the call.</returns>
    public async Task<Dictionary<string, string>> ShouldWorkAsync(TestConnection connection)
    {
        using var response = await UseAsync(connection);
        await response.ShouldBeOkAsync();
        return Source.Calls.Last();
    }

    public Task<Grant> GrantAsync(TestConnection connection) =>
        LookAsync(async db =>
        {
            var id = await db.Set<Server.Grants.Credentials>()
                .Where(c => c.ConnectionId == connection.Id)
                .Select(c => c.GrantId)
                .SingleAsync();
            return await db.Set<Grant>().AsNoTracking().SingleAsync(g => g.Id == id);
        });

    public async Task<T> LookAsync<T>(Func<CausewayDb, Task<T>> look)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<CausewayDb>());
    }
}

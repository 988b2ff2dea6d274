using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Tests that share one provider, whose faults are for all, and so run one after another.</summary>
[CollectionDefinition(nameof(OAuthServer))]
public sealed class OAuthServerTests : ICollectionFixture<OAuthServer>;

/// <summary>A server with a source that is authorized by OAuth, and a clock that is moved to let tokens expire.</summary>
public sealed class OAuthServer : IAsyncLifetime
{
    public CausewayApp App { get; private set; } = null!;

    public OAuthProvider Provider { get; private set; } = null!;

    // The machine's time, as the provider goes by it; it only stands still.
    public StandingClock Clock { get; } = new();

    public LogMemory Logs { get; } = new();

    /// <summary>The settings that a server needs for the provider.</summary>
    public static Dictionary<string, string?> Settings =>
        new()
        {
            ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128",
            [$"Causeway:Integrations:{FakeOAuth.Key}:ClientId"] = OAuthProvider.ClientId,
            [$"Causeway:Integrations:{FakeOAuth.Key}:ClientSecret"] = OAuthProvider.ClientSecret,
            ["Causeway:Grants:TokenTimeout"] = "00:00:02",
        };

    public async ValueTask InitializeAsync()
    {
        Provider = await OAuthProvider.StartAsync();
        App = await CausewayApp.StartAsync(Configure, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>The provider behaves well, and has counted nothing yet.</summary>
    public async Task<OAuthServer> ReadyAsync()
    {
        await Provider.ResetAsync();
        return this;
    }

    /// <summary>Another server on a database of its own, with a source that has other rules.</summary>
    public Task<CausewayApp> StartAsync(Func<Uri, FakeOAuth> source, Dictionary<string, string?>? settings = null) =>
        CausewayApp.StartAsync(
            services =>
            {
                services.AddSingleton<Connector>(source(Provider.Url));
                services.AddSingleton<TimeProvider>(Clock);
            },
            settings ?? Settings
        );

    /// <summary>A linked connection, of an authorization that was got elsewhere.</summary>
    public async Task<OAuthConnection> HasConnectionAsync(
        CausewayApp? app = null,
        string? account = null,
        object? more = null
    )
    {
        var server = app ?? App;
        var minted = (await Provider.MintAsync(1, account)).Single();
        var connection = await server.HasConnectionAsync(linked: false, platformKey: FakeOAuth.Key);
        var values = new Dictionary<string, string>
        {
            ["accessToken"] = minted.AccessToken,
            ["refreshToken"] = minted.RefreshToken,
            ["expiresIn"] = "3600",
        };
        using var response = await server.AuthorizeAsync(connection, more ?? values);
        await response.ShouldBeOkAsync();
        return new OAuthConnection(this, server, connection, minted);
    }

    /// <summary>Lets the access tokens of now expire.</summary>
    public void Expire() => Clock.Advance(TimeSpan.FromHours(2));

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton<Connector>(new FakeOAuth(Provider.Url));
        services.AddSingleton<Connector>(new FakeMachine(Provider.Url));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(Logs);
    }
}

/// <summary>A linked connection of these tests.</summary>
public sealed class OAuthConnection(OAuthServer server, CausewayApp app, TestConnection connection, MintedTokens minted)
{
    public TestConnection Connection => connection;

    public MintedTokens Minted => minted;

    /// <summary>Calls the source, through the API.</summary>
    public Task<HttpResponseMessage> UseAsync(CausewayApp? through = null) =>
        (through ?? app).Client.GetAsync($"{connection.Path}/options/customers");

    /// <summary>Calls the source, which works.</summary>
    public async Task ShouldWorkAsync(CausewayApp? through = null)
    {
        using var response = await UseAsync(through);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    public Task<string?> StatusAsync() => app.StatusOfAsync(connection);

    public Task<JsonElement> AuthorizationAsync() => app.GetJsonAsync($"{connection.Path}/authorization");

    /// <summary>What happened to the authorization, in order.</summary>
    public async Task<List<string>> HappenedAsync() =>
        [
            .. (await app.GetJsonAsync($"{connection.Path}/authorization/events?pageSize=1000"))
                .GetProperty("results")
                .EnumerateArray()
                .Select(e => e.GetProperty("what").GetString()!),
        ];

    /// <summary>The errors that last.</summary>
    public async Task<List<JsonElement>> ActiveErrorsAsync() =>
        [
            .. (await app.GetJsonAsync(connection.Path))
                .GetProperty("dataConnectionErrors")
                .EnumerateArray()
                .Where(e => e.GetProperty("status").GetString() == "Active"),
        ];

    public async Task<GrantId> GrantIdAsync() =>
        await LookAsync(db =>
            db.Set<Credentials>()
                .Where(c => c.ConnectionId == connection.Id)
                .Select(c => c.GrantId!.Value)
                .SingleAsync()
        );

    public async Task<Grant> GrantAsync()
    {
        var id = await GrantIdAsync();
        return await LookAsync(db => db.Set<Grant>().AsNoTracking().SingleAsync(g => g.Id == id));
    }

    /// <summary>Changes the grant's row behind the server's back.</summary>
    public async Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Grant>> change)
    {
        var id = await GrantIdAsync();
        await LookAsync(db => db.Set<Grant>().Where(g => g.Id == id).ExecuteUpdateAsync(change));
    }

    public async Task<T> LookAsync<T>(Func<CausewayDb, Task<T>> look)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<CausewayDb>());
    }

    /// <summary>The message that looks after the grant comes.</summary>
    public async Task TendAsync()
    {
        var grant = await GrantAsync();
        await using var scope = app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<GrantTending>()
            .RunAsync(new TendGrant(grant.Id, grant.TendToken), CancellationToken.None);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var begun = Environment.TickCount64;
        while (!await isSo())
        {
            (Environment.TickCount64 - begun).ShouldBeLessThan(30_000, "It did not come to be.");
            await Task.Delay(25);
        }
    }

    public OAuthServer Server => server;
}

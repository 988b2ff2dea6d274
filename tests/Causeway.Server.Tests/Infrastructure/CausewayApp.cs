using System.Net.Http.Headers;
using System.Text;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(Causeway.Server.Tests.Infrastructure.CausewayApp))]

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>
/// The whole server in process, on the database that <c>CAUSEWAY_TEST_DATABASE</c> names (<c>sqlite</c>, or <c>postgres</c> on the server of
/// <c>CAUSEWAY_TEST_POSTGRES</c>). Tests share one and keep apart by company; a test that moves the clock or breaks things starts its own.
/// </summary>
public sealed class CausewayApp : IAsyncLifetime
{
    public const string ApiKey = "the-key-of-the-tests-0123456789";

    private readonly Action<IServiceCollection> configure;
    private readonly Dictionary<string, string?> settings;
    private readonly string directory = Directory.CreateTempSubdirectory("causeway-test-").FullName;
    private readonly string database = $"causeway_test_{Guid.CreateVersion7():N}";
    private readonly SecretsInLogs logs = new();
    private WebApplicationFactory<Program>? factory;

    public CausewayApp()
        : this(_ => { }) { }

    private CausewayApp(Action<IServiceCollection> configure, Dictionary<string, string?>? settings = null)
    {
        this.configure = configure;
        this.settings = settings ?? [];
    }

    /// <summary>A server of a test's own, with services or settings of its own.</summary>
    public static async Task<CausewayApp> StartAsync(
        Action<IServiceCollection> configure,
        Dictionary<string, string?>? settings = null
    )
    {
        var app = new CausewayApp(configure, settings);
        await app.InitializeAsync();
        return app;
    }

    public static DatabaseKind DatabaseKind =>
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_DATABASE") switch
        {
            null or "" or "sqlite" => DatabaseKind.Sqlite,
            "postgres" => DatabaseKind.Postgres,
            var other => throw new InvalidOperationException(
                $"CAUSEWAY_TEST_DATABASE must be sqlite or postgres, not '{other}'."
            ),
        };

    public IServiceProvider Services => factory!.Services;

    /// <summary>A client with the key; it does not follow redirects.</summary>
    public HttpClient Client { get; private set; } = null!;

    public HttpClient ClientWithout() => factory!.CreateClient(new() { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Causeway:ApiKey", ApiKey);
            builder.UseSetting("Causeway:DataDirectory", directory);
            builder.UseSetting("Causeway:Database", ConnectionString());
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting($"Logging:{SecretsInLogs.Alias}:LogLevel:Default", "Information");
            // Addresses of requests, and with them the codes of callbacks; as the server ships it.
            builder.UseSetting(
                $"Logging:{SecretsInLogs.Alias}:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics",
                "Warning"
            );
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }

            builder.ConfigureTestServices(FakeConnectors.AddTo);
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(logs));
            builder.ConfigureTestServices(configure);
        });
        Client = ClientWithout();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey))
        );
        await Task.CompletedTask;
    }

    /// <summary>Stops the server and starts it again on the same database and directory.</summary>
    public async Task RestartAsync()
    {
        Client.Dispose();
        await factory!.DisposeAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ShouldHoldNoSecretAsync();
        }
        finally
        {
            await DropAsync();
        }
    }

    // When its tests are over, for the shared one at the end of the run.
    private async Task ShouldHoldNoSecretAsync()
    {
        var found = factory is null ? [] : await KnownSecrets.InDatabaseAsync(factory.Services);
        found.Concat(logs.Found).Distinct().ShouldBeEmpty("A secret is where it must not be.");
    }

    private async Task DropAsync()
    {
        Client?.Dispose();
        if (factory is not null)
        {
            await factory.DisposeAsync();
        }

        if (DatabaseKind is DatabaseKind.Postgres)
        {
            await using var connection = new NpgsqlConnection(PostgresServer());
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await ScratchDirectory.DeleteAsync(directory);
    }

    private static string PostgresServer() =>
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_POSTGRES")
        ?? throw new InvalidOperationException(
            "CAUSEWAY_TEST_POSTGRES must hold a connection string of a PostgreSQL server where databases can be created; ./test sets it."
        );

    private string ConnectionString() =>
        DatabaseKind is DatabaseKind.Sqlite
            ? $"Data Source={Path.Combine(directory, "causeway.db")}"
            : new NpgsqlConnectionStringBuilder(PostgresServer()) { Database = database }.ToString();
}

using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Three servers on one PostgreSQL database; on SQLite, which is for one process, one.</summary>
public sealed class ChaosCluster(OAuthServer server) : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("causeway-cluster-").FullName;
    private PostgresDatabase? database;

    public List<CausewayApp> Apps { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var settings = OAuthServer.Settings;
        var keyFile = Path.Combine(directory, "key");
        KeyFile.ReadOrCreate(keyFile);
        settings["Causeway:Grants:KeyFile"] = keyFile;
        if (Environment.GetEnvironmentVariable("CAUSEWAY_CHAOS_CALLERS") is not null)
        {
            // So many that the provider itself may take longer than the tests' short time-out.
            settings["Causeway:Grants:TokenTimeout"] = "00:00:30";
        }

        var servers = 1;
        if (CausewayApp.DatabaseKind is DatabaseKind.Postgres)
        {
            database = await PostgresServer.CreateDatabaseAsync();
            settings["Causeway:Database"] = $"{database.ConnectionString};Maximum Pool Size=60";
            servers = 3;
        }

        for (var i = 0; i < servers; i++)
        {
            Apps.Add(
                await server.StartAsync(
                    url => new FakeOAuth(url) { Rules = new TokenRules { LostAnswerGrace = TimeSpan.FromMinutes(30) } },
                    settings
                )
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Apps.Select(app => app.DisposeAsync().AsTask()));
        if (database is not null)
        {
            await database.DisposeAsync();
        }

        await ScratchDirectory.DeleteAsync(directory);
    }
}

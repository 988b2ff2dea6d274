using Causeway.Server.Access;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Records.Store;
using Causeway.Server.Settings;
using Causeway.Server.Settings.Link;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.Extensions.Options;
using Wolverine.Runtime;

namespace Causeway.Server;

/// <summary>What must be true before the server takes its first request.</summary>
public static class Startup
{
    /// <summary>Refuses wrong settings, before anything is touched.</summary>
    public static void CheckSettings(WebApplication app)
    {
        SettingsBinding.CheckNames(app.Configuration, app.Services.GetServices<KnownSection>());
        app.Services.GetService<IStartupValidator>()?.Validate();
    }

    /// <summary>Migrates the database and makes the first key, while no other process does.</summary>
    /// <returns>The first key, if it was generated now.</returns>
    public static async Task<string?> PrepareAsync(IServiceProvider services, ServerOptions options)
    {
        await using var scope = services.CreateAsyncScope();
        string? newKey = null;
        await scope
            .ServiceProvider.GetRequiredService<DatabaseMigrator>()
            .MigrateAsync(
                async ct =>
                {
                    KeyRing.Check(scope.ServiceProvider);
                    if (scope.ServiceProvider.GetService<IRecordStore>() is { } records)
                    {
                        await records.MigrateAsync(ct);
                    }

                    await DatasetTally.EnsureAsync(options.Database, ct);
                    await Profile.EnsureAsync(
                        scope.ServiceProvider.GetRequiredService<CausewayDb>(),
                        scope.ServiceProvider.GetRequiredService<TimeProvider>(),
                        ct
                    );
                    if (!options.Does(Role.Engine))
                    {
                        // An engine does it when it starts; what only sends messages may be there before any.
                        await services.GetRequiredService<IWolverineRuntime>().Storage.Admin.MigrateAsync();
                    }

                    newKey = await scope
                        .ServiceProvider.GetRequiredService<FirstApiKey>()
                        .EnsureAsync(options.ApiKey, ct);
                },
                CancellationToken.None
            );
        await services.GetRequiredService<LinkPasswordRule>().LoadAsync(CancellationToken.None);
        return newKey;
    }
}

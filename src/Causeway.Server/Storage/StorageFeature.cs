using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Causeway.Server.Storage;

/// <summary>The database that was chosen, for every slice.</summary>
public static class StorageFeature
{
    public static void Add(IServiceCollection services, DatabaseOptions database)
    {
        var gate = new SqliteWriteGate();
        services.AddSingleton(database);
        services.AddSingleton(_ => gate);
        services.AddDbContext<CausewayDb>(
            (provider, options) =>
            {
                Configure(options, database, gate);
                // What a slice writes down with the changes of others, in their transactions.
                options.AddInterceptors(provider.GetServices<IInterceptor>());
            },
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddSingleton<ReadPool>();
        services.AddSingleton<DatabaseMigrator>();
    }

    /// <summary>Prepares EF Core, which takes most of a second, while the rest of the server is put together.</summary>
    public static async Task PrepareAsync(DatabaseOptions database)
    {
        await Task.Yield();
        var options = new DbContextOptionsBuilder<CausewayDb>();
        Configure(options, database);
        await using var db = new CausewayDb(options.Options);
        _ = db.DataProtectionKeys.AsNoTracking().ToQueryString(); // asks the database nothing
    }

    /// <summary>Points a context at the database.</summary>
    public static void Configure(
        DbContextOptionsBuilder options,
        DatabaseOptions database,
        SqliteWriteGate? gate = null
    )
    {
        // Many are expected (of two that race, one fails) and answered; what nobody expects is logged where it ends up.
        options.ConfigureWarnings(warnings =>
            warnings.Log(
                (RelationalEventId.CommandError, LogLevel.Debug),
                (CoreEventId.SaveChangesFailed, LogLevel.Debug)
            )
        );
        // ./generate-model wrote the models; to build one at start would cost most of a second.
        if (database.Kind is DatabaseKind.Sqlite)
        {
            options.UseSqlite(database.ConnectionString);
#if !GENERATES_MODEL
            options.UseModel(Internal.Generated.Model.Sqlite.SqliteMigrationsModel.Instance);
#endif
            options.AddInterceptors(SqlitePragmas.Instance);
            if (gate is not null)
            {
                options.AddInterceptors(gate, gate.Leaving);
            }
        }
        else
        {
            options.UseNpgsql(database.ConnectionString);
#if !GENERATES_MODEL
            options.UseModel(Internal.Generated.Model.Postgres.PostgresMigrationsModel.Instance);
#endif
        }
    }
}

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
        if (database.Kind is DatabaseKind.Sqlite)
        {
            options.UseSqlite(database.ConnectionString);
            options.AddInterceptors(SqlitePragmas.Instance);
            if (gate is not null)
            {
                options.AddInterceptors(gate, gate.Leaving);
            }
        }
        else
        {
            options.UseNpgsql(database.ConnectionString);
        }
    }
}

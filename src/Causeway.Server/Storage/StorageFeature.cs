using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Storage;

/// <summary>The database that was chosen, for every slice.</summary>
public static class StorageFeature
{
    public static void Add(IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton(database);
        services.AddDbContext<CausewayDb>(
            options => Configure(options, database),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services.AddSingleton<ReadPool>();
        services.AddSingleton<DatabaseMigrator>();
    }

    /// <summary>Points a context at the database.</summary>
    public static void Configure(DbContextOptionsBuilder options, DatabaseOptions database)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            options.UseSqlite(database.ConnectionString);
            options.AddInterceptors(SqlitePragmas.Instance);
        }
        else
        {
            options.UseNpgsql(database.ConnectionString);
        }
    }
}

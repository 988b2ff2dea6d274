using Causeway.Server.Records.Store;
using Causeway.Server.Records.Store.Postgres;
using Causeway.Server.Records.Store.Sqlite;
using Causeway.Server.Storage;

namespace Causeway.Server.Records;

/// <summary>Reading what was synced.</summary>
public static class RecordsFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRecordStore>(provider =>
            provider.GetRequiredService<DatabaseOptions>() is { Kind: DatabaseKind.Sqlite } sqlite
                ? new SqliteRecordStore(sqlite)
                : new PostgresRecordStore(provider.GetRequiredService<DatabaseOptions>())
        );
    }

    public static void Map(IEndpointRouteBuilder api) { }
}

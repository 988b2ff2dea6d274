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
        services.AddSingleton(provider =>
            For<IRecordStore>(provider, d => new SqliteRecordStore(d), d => new PostgresRecordStore(d))
        );
        services.AddSingleton(provider =>
            For<IRecordReads>(provider, d => new SqliteRecordReads(d), d => new PostgresRecordReads(d))
        );
        services.AddScoped<RecordRefusals>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListRecords.Map(api);
        GetRecord.Map(api);
        GetRawRecord.Map(api);
        ListRecordChanges.Map(api);
    }

    private static T For<T>(
        IServiceProvider provider,
        Func<DatabaseOptions, T> sqlite,
        Func<DatabaseOptions, T> postgres
    )
    {
        var database = provider.GetRequiredService<DatabaseOptions>();
        return database.Kind is DatabaseKind.Sqlite ? sqlite(database) : postgres(database);
    }
}

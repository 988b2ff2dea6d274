using Causeway.Server.Sync.Datasets;
using Causeway.Server.Sync.Quarantine;
using Causeway.Server.Sync.Schedules;
using Causeway.Server.Sync.Slices;
using Causeway.Server.Sync.SyncSettings;
using Wolverine;

namespace Causeway.Server.Sync;

/// <summary>Datasets: queue, fetch, map, store; schedules; history.</summary>
public static class SyncFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSettings<SyncOptions>(SyncOptions.Section);
        services.AddSingleton<IWolverineExtension, SyncQueue>();
        services.AddSingleton<DatasetWaiters>();
        services.AddSingleton<RecordMapper>();

        services.AddScoped<QueueDatasets>();
        services.AddScoped<DatasetStarter>();
        services.AddScoped<DatasetEnding>();
        services.AddScoped<DatasetWait>();
        services.AddScoped<RefreshDataType>();
        services.AddScoped<RefreshCompanyData>();
        services.AddScoped<GetCompanyDataStatus>();
        services.AddScoped<ApproveDeletions>();
        services.AddScoped<SliceRunner>();
        services.AddScoped<SliceReader>();
        services.AddScoped<SliceWriter>();
        services.AddScoped<SliceEnd>();
        services.AddScoped<SyncSettingsLookup>();
        services.AddScoped<SetSyncSettings>();
        services.AddScoped<SyncDueTimes>();
        services.AddScoped<DueSyncs>();
        services.AddScoped<ReplayQuarantine>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        RefreshCompanyData.Map(api);
        RefreshDataType.Map(api);
        GetCompanyDataStatus.Map(api);
        ListPullOperations.Map(api);
        GetPullOperation.Map(api);
        GetPullOperationEvents.Map(api);
        GetReadValidationResults.Map(api);
        ApproveDeletions.Map(api);
        ListQuarantine.Map(api);
        ReplayQuarantine.Map(api);
        ProfileSyncSettings.Map(api);
        CompanySyncSettings.Map(api);
    }
}

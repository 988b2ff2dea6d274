using Causeway.Server.Http;
using Causeway.Server.Push.Sending;

namespace Causeway.Server.Push;

/// <summary>Writes to sources.</summary>
public static class PushFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddSettings<PushOptions>(PushOptions.Section);
        services.AddBodies(PushJson.Default);
        services.AddScoped<PushRecord>();
        services.AddScoped<GetPushOptions>();
        services.AddScoped<GetPushOperation>();
        services.AddScoped<GetPushOperationEvents>();
        services.AddScoped<GetCompanyPushHistory>();
        services.AddSingleton<SendingProcess>();
        services.AddSingleton<PushCall>();
        services.AddSingleton<PushLane>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        GetPushOptions.Map(api);
        PushRecord.Map(api);
        GetCompanyPushHistory.Map(api);
        GetPushOperation.Map(api);
        GetPushOperationEvents.Map(api);
    }
}

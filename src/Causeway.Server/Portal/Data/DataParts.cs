using Causeway.Server.Portal.Data.Export;

namespace Causeway.Server.Portal.Data;

/// <summary>The pages of what was read from sources.</summary>
public static class DataParts
{
    public static void Add(IServiceCollection services) => services.AddScoped<RecordBrowser>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        ExportRecords.Map(routes);
        DownloadFile.Map(routes);
    }
}

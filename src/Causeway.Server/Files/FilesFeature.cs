using Causeway.Contracts.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Files;

/// <summary>Files that companies upload, in the place of a system or beside it.</summary>
public static class FilesFeature
{
    public static void Add(IServiceCollection services)
    {
        foreach (var upload in FileUpload.All)
        {
            services.AddSingleton<Connector>(upload);
        }

        services.AddBodies(FileJson.Default);
        services.AddScoped<UploadFiles>();
        services.AddScoped<ListFiles>();
        services.AddScoped<DownloadFiles>();
    }

    /// <summary>Maps the endpoints.</summary>
    /// <param name="api">The API.</param>
    /// <param name="withoutRepeats">The API without idempotency keys, which need a body that fits into memory.</param>
    public static void Map(IEndpointRouteBuilder api, IEndpointRouteBuilder withoutRepeats)
    {
        UploadFiles.Map(withoutRepeats);
        ListFiles.Map(api);
        DownloadFiles.Map(api);
    }
}

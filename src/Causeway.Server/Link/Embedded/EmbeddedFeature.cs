using Causeway.Server.Access.Embedding;
using Causeway.Server.Http;

namespace Causeway.Server.Link.Embedded;

/// <summary>What the components on pages of the client's call, and the scripts that they are.</summary>
public static class EmbeddedFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddBodies(EmbeddedJson.Default);
        services.AddSingleton<LinkSdk>();
        services.AddSingleton<LeaveTickets>();
        services.AddScoped<BeginConnection>();
        services.AddScoped<EmbeddedCompany>();
        services.AddScoped<EmbeddedWindow>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        LinkSdk.Map(routes);
        EmbeddedWindow.MapOpen(routes);
        EmbeddedConnections.MapLink(routes.MapGroup("/embedded").RequireCompanyToken(TokenPurpose.Link));
        var any = routes.MapGroup("/embedded").RequireCompanyToken(TokenPurpose.Any);
        EmbeddedConnections.MapAny(any);
        AuthorizeEmbedded.Map(any);
        LeaveEmbedded.Map(any);
        UploadEmbedded.Map(any);
    }
}

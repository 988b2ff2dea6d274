using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;

namespace Causeway.Server.Connections;

/// <summary>A company's access to a source: create, authorize, unlink, delete.</summary>
public static class ConnectionsFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddBodies(ConnectionJson.Default);
        services.AddSingleton<ConnectionBodies>();
        services.AddSingleton<ConnectionFields>();
        services.AddSingleton<ConnectionPages>();
        services.AddSingleton<GetConnection>();
        services.AddSingleton<ConnectionSources>();
        services.AddScoped<ConnectionAccess>();
        services.AddScoped<CreateConnection>();
        services.AddScoped<ProveIdentity>();
        services.AddScoped<LinkConnection>();
        services.AddScoped<MigrateTokens>();
        services.AddScoped<StartAuthorization>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<AuthorizeConnection>();
        services.AddScoped<RecordAuthorizationFailure>();
        services.AddScoped<UnlinkConnection>();
        services.AddScoped<DeleteConnection>();
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        ListAllConnections.Map(api);
        ListConnections.Map(api);
        CreateConnection.Map(api);
        GetConnection.Map(api);
        UnlinkConnection.Map(api);
        DeleteConnection.Map(api);
        AuthorizeConnection.Map(api);
        ListConnectionEvents.Map(api);
        GetConnectionAuthorization.Map(api);
    }
}

using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Chooses an integration for a company; access comes later, with the authorization.</summary>
public sealed partial class CreateConnection(
    CausewayDb db,
    ConnectorCatalog catalog,
    TimeProvider time,
    ILogger<CreateConnection> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/companies/{companyId}/connections", PostAsync).WithName("create-connection");

    /// <summary>Creates a connection that waits for its authorization.</summary>
    public async Task<Outcome<Connection>> RunAsync(
        CompanyId companyId,
        string? platformKey,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!catalog.TryGet(platformKey, out var entry))
        {
            return Refusal.Invalid(
                "platformKey",
                "platformKey must be the key of an integration, as GET /integrations lists them."
            );
        }

        var now = time.GetUtcNow();
        var connection = new Connection(ConnectionId.New(time), companyId, entry.Manifest, actor, now);
        db.Add(connection);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsForeignKey())
        {
            // Asking first would cost a query, and could be wrong a moment later.
            return Refusal.NotFound($"Company {companyId}");
        }

        Log.Created(logger, connection.Id, companyId, connection.IntegrationKey);
        return connection;
    }

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        Body body,
        CreateConnection create,
        ConnectionBodies bodies,
        CancellationToken ct
    ) =>
        (await create.RunAsync(companyId, body.PlatformKey, ConnectionActor.Api, ct))
            .Then(bodies.From)
            .ToHttp(ConnectionJson.Default.ConnectionBody);

    /// <param name="PlatformKey">The integration's key.</param>
    public sealed record Body(string? PlatformKey);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} to {IntegrationKey} created for company {CompanyId}"
        )]
        public static partial void Created(
            ILogger logger,
            ConnectionId connectionId,
            CompanyId companyId,
            string integrationKey
        );
    }
}

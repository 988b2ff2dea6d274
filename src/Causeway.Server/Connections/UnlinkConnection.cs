using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Gives up access to a source and keeps what was read from it.</summary>
public sealed partial class UnlinkConnection(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectionAccess access,
    TimeProvider time,
    ILogger<UnlinkConnection> logger
)
{
    private readonly CausewayDb db = outbox.DbContext;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/companies/{companyId}/connections/{connectionId}", PatchAsync).WithName("unlink-connection");

    /// <summary>Unlinks, and erases the credentials in the same transaction; what they open ends at the source after it.</summary>
    public Task<Outcome<Connection>> RunAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        Actor actor,
        CancellationToken ct
    ) =>
        db.RetryAsync<Connection>(async () =>
        {
            var connection = await db.Set<Connection>()
                .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
            if (connection is null)
            {
                return Refusal.NotFound($"Data connection {connectionId}");
            }

            if (connection.Unlink(actor, time.GetUtcNow()) is { } refusal)
            {
                return refusal;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            var messages = await access.GiveUpAsync(connection, ct);
            await outbox.SaveAsync(ct, [new ConnectionStopped(companyId, connectionId), .. messages]);
            Log.Unlinked(logger, connectionId, connection.IntegrationKey);
            return connection;
        });

    private static async Task<IResult> PatchAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        Body body,
        UnlinkConnection unlink,
        ConnectionBodies bodies,
        CancellationToken ct
    )
    {
        if (body.Status is not nameof(ConnectionStatus.Unlinked))
        {
            return new ErrorResult(Refusal.Invalid("status", "The only status that can be set is Unlinked."));
        }

        var outcome = await unlink.RunAsync(companyId, connectionId, ConnectionActor.Api, ct);
        return outcome.Then(bodies.From).ToHttp(ConnectionJson.Default.ConnectionBody);
    }

    /// <param name="Status">Must be <c>Unlinked</c>.</param>
    public sealed record Body(string? Status);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} to {IntegrationKey} unlinked"
        )]
        public static partial void Unlinked(ILogger logger, ConnectionId connectionId, string integrationKey);
    }
}

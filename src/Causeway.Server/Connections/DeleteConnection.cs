using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Connections;

/// <summary>Removes a connection and all that belongs to it, from any status, for good.</summary>
public sealed partial class DeleteConnection(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectionAccess access,
    ILogger<DeleteConnection> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/companies/{companyId}/connections/{connectionId}", DeleteAsync).WithName("delete-connection");

    /// <summary>Deletes the row; grants, errors and the audit trail go with it in the same statement.</summary>
    /// <returns>Why not, if it was not there.</returns>
    public async Task<Refusal?> RunAsync(CompanyId companyId, ConnectionId connectionId, CancellationToken ct)
    {
        var db = outbox.DbContext;
        var outcome = await db.RetryAsync<ConnectionId>(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var connection = await db.Set<Connection>()
                .SingleOrDefaultAsync(c => c.Id == connectionId && c.CompanyId == companyId, ct);
            if (connection is null)
            {
                return Refusal.NotFound($"Data connection {connectionId}");
            }

            var messages = await access.GiveUpAsync(connection, ct);
            // As an entity and not by a bare statement, so that who follows the changes sees what is gone.
            db.Remove(connection);
            await outbox.SaveAsync(ct, [new ConnectionDeleted(companyId, connectionId), .. messages]);
            Log.Deleted(logger, connectionId, companyId);
            return connectionId;
        });
        return outcome.Refusal;
    }

    private static async Task<IResult> DeleteAsync(
        CompanyId companyId,
        ConnectionId connectionId,
        DeleteConnection delete,
        CancellationToken ct
    ) => await delete.RunAsync(companyId, connectionId, ct) is { } refusal ? new ErrorResult(refusal) : Results.Ok();

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Connection {ConnectionId} of company {CompanyId} deleted"
        )]
        public static partial void Deleted(ILogger logger, ConnectionId connectionId, CompanyId companyId);
    }
}

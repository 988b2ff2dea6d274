using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Removes a company, its connections and all that was read from them, for good.</summary>
public sealed partial class DeleteCompany(
    IDbContextOutbox<CausewayDb> outbox,
    ConnectionAccess access,
    ILogger<DeleteCompany> logger
)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/companies/{companyId}", DeleteAsync).WithName("delete-company");

    /// <summary>Deletes the row; connections, grants and tags go with it in the same statement.</summary>
    /// <returns>Why not, if it was not there.</returns>
    public async Task<Refusal?> RunAsync(CompanyId companyId, CancellationToken ct)
    {
        var db = outbox.DbContext;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // So that no connection is created between the two statements, and deleted without anybody being told.
        await db.LockAsync("companies", companyId.Value, ct);
        var connections = await db.Set<Connection>()
            .Where(c => c.CompanyId == companyId)
            .Select(c => c.Id)
            .ToListAsync(ct);
        var givenUp = await access.GiveUpAsync(companyId, only: null, ct);
        if (await db.Set<Company>().Where(c => c.Id == companyId).ExecuteDeleteAsync(ct) == 0)
        {
            return Refusal.NotFound($"Company {companyId}");
        }

        await outbox.SaveAsync(
            ct,
            [
                new CompanyDeleted(companyId),
                .. connections.Select(id => new ConnectionDeleted(companyId, id)),
                .. givenUp,
            ]
        );
        Log.Deleted(logger, companyId, connections.Count);
        return null;
    }

    private static async Task<IResult> DeleteAsync(CompanyId companyId, DeleteCompany delete, CancellationToken ct) =>
        await delete.RunAsync(companyId, ct) is { } refusal ? new ErrorResult(refusal) : Results.NoContent();

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Company {CompanyId} deleted, with {Connections} connections"
        )]
        public static partial void Deleted(ILogger logger, CompanyId companyId, int connections);
    }
}

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

    /// <summary>Deletes the row and its connections; grants and all else that belongs to them goes with them.</summary>
    /// <returns>Why not, if it was not there.</returns>
    public async Task<Refusal?> RunAsync(CompanyId companyId, CancellationToken ct)
    {
        var db = outbox.DbContext;
        var outcome = await db.RetryAsync<CompanyId>(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // So that no connection is created between the two statements, and deleted without anybody being told.
            await db.LockAsync("companies", companyId.Value, ct);
            var company = await db.Set<Company>()
                .Include(c => c.Tags)
                .Include(c => c.Connections)
                .AsSplitQuery()
                .SingleOrDefaultAsync(c => c.Id == companyId, ct);
            if (company is null)
            {
                return Refusal.NotFound($"Company {companyId}");
            }

            var givenUp = new List<object>();
            foreach (var connection in company.Connections.OrderBy(c => c.Id.Value))
            {
                givenUp.AddRange(await access.GiveUpAsync(connection, ct));
            }

            // As entities and not by a bare statement, so that who follows the changes sees what is gone.
            var connections = company.Connections.ConvertAll(c => c.Id);
            db.RemoveRange(company.Connections);
            db.Remove(company);
            await outbox.SaveAsync(
                ct,
                [
                    new CompanyDeleted(companyId),
                    .. connections.Select(id => new ConnectionDeleted(companyId, id)),
                    .. givenUp,
                ]
            );
            Log.Deleted(logger, companyId, connections.Count);
            return companyId;
        });
        return outcome.Refusal;
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

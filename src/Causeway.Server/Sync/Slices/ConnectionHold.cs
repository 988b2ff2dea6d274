using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync.Slices;

/// <summary>
/// Row locks, always taken in this order: connection, dataset. They keep a connection from being given up, and a dataset from being moved, while a
/// transaction stores what belongs to them. SQLite has one writer, and needs none.
/// </summary>
public static class ConnectionHold
{
    /// <summary>Keeps a connection as it is until the transaction ends; others may do the same.</summary>
    /// <returns>Its status, or null if it is gone.</returns>
    public static Task<ConnectionStatus?> HoldAsync(
        this CausewayDb db,
        ConnectionId connection,
        CancellationToken ct
    ) =>
        db.Database.IsSqlite()
            ? StatusAsync(
                db.Database.SqlQuery<string>(
                    $"SELECT status AS \"Value\" FROM connections WHERE id = {connection.Value}"
                ),
                ct
            )
            : StatusAsync(
                db.Database.SqlQuery<string>(
                    $"SELECT status AS \"Value\" FROM connections WHERE id = {connection.Value} FOR SHARE"
                ),
                ct
            );

    /// <summary>Keeps a connection for this transaction alone.</summary>
    /// <returns>Its status, or null if it is gone.</returns>
    public static Task<ConnectionStatus?> HoldAloneAsync(
        this CausewayDb db,
        ConnectionId connection,
        CancellationToken ct
    ) =>
        db.Database.IsSqlite()
            ? db.HoldAsync(connection, ct)
            : StatusAsync(
                db.Database.SqlQuery<string>(
                    $"SELECT status AS \"Value\" FROM connections WHERE id = {connection.Value} FOR NO KEY UPDATE"
                ),
                ct
            );

    /// <summary>Keeps a dataset for this transaction alone, if nobody moved it meanwhile.</summary>
    public static async Task<bool> HoldAsync(this CausewayDb db, Dataset dataset, CancellationToken ct)
    {
        var versions = db.Database.IsSqlite()
            ? db.Database.SqlQuery<int>(
                $"SELECT version AS \"Value\" FROM datasets WHERE company_id = {dataset.CompanyId.Value} AND id = {dataset.Id.Value}"
            )
            : db.Database.SqlQuery<int>(
                $"SELECT version AS \"Value\" FROM datasets WHERE company_id = {dataset.CompanyId.Value} AND id = {dataset.Id.Value} FOR UPDATE"
            );
        var found = await versions.ToListAsync(ct);
        return found.Count == 1 && found[0] == dataset.Version;
    }

    private static async Task<ConnectionStatus?> StatusAsync(IQueryable<string> statuses, CancellationToken ct)
    {
        var found = await statuses.ToListAsync(ct);
        return found.Count == 0 ? null : Enum.Parse<ConnectionStatus>(found[0]);
    }
}

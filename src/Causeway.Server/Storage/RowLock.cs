using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Storage;

/// <summary>Locks a row or a table for the rest of the transaction.</summary>
public static class RowLock
{
    /// <summary>Waits for the row and keeps others from changing, deleting or referring to it. On SQLite the transaction itself does that.</summary>
    /// <param name="db">In a transaction.</param>
    /// <param name="table">The table: a name of ours, never a caller's.</param>
    /// <param name="id">The row, if it is there.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task LockAsync(this CausewayDb db, string table, Guid id, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
#pragma warning disable EF1002 // The table is a constant of ours.
            await db.Database.ExecuteSqlRawAsync($"SELECT 1 FROM {table} WHERE id = {{0}} FOR UPDATE", [id], ct);
#pragma warning restore EF1002
        }
    }

    /// <summary>Waits for the table and keeps others from changing it; reading goes on. On SQLite the transaction itself does that.</summary>
    public static async Task LockTableAsync(this CausewayDb db, string table, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
#pragma warning disable EF1002 // The table is a constant of ours.
            await db.Database.ExecuteSqlRawAsync($"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE", ct);
#pragma warning restore EF1002
        }
    }
}

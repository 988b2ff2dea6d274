using Causeway.Contracts;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Grants.Tokens;

/// <summary>
/// The right to renew a grant's tokens: one process has it at a time, for a while. The database's own clock measures it, so that clocks that differ
/// do no harm; and each lease has a higher number than the one before, without which nothing is written.
/// </summary>
public sealed class GrantLease(IOptions<GrantsOptions> options, TimeProvider time)
{
    // An answer can come for as long as the time-out; the rest is for a process that is slow.
    private const int TimeoutsHeld = 3;

    /// <summary>This process, as the holder of leases.</summary>
    public Guid Holder { get; } = Guid.CreateVersion7();

    /// <summary>How long a lease is held.</summary>
    public TimeSpan Length => options.Value.TokenTimeout * TimeoutsHeld;

    /// <summary>Takes the lease of a grant whose tokens are still of this generation.</summary>
    /// <returns>The lease's number, or null if another has the lease or the tokens are newer.</returns>
    public async Task<long?> TakeAsync(CausewayDb db, GrantId grant, int generation, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var fences = db.Database.IsNpgsql()
            ? await OnPostgresAsync(db, grant, generation, ct)
            : await OnSqliteAsync(db, grant, generation, ct);
        await transaction.CommitAsync(ct);
        return fences.Count == 1 ? fences[0] : null;
    }

    /// <summary>Gives the lease back, if it is still this one.</summary>
    public static async Task GiveBackAsync(CausewayDb db, GrantId grant, long fence, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<Grant>()
            .Where(g => g.Id == grant && g.Fence == fence)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(g => g.LeaseHolder, (Guid?)null)
                        .SetProperty(g => g.LeaseUntil, (DateTimeOffset?)null),
                ct
            );
        await transaction.CommitAsync(ct);
    }

    private Task<List<long>> OnPostgresAsync(CausewayDb db, GrantId grant, int generation, CancellationToken ct) =>
        db
            .Database.SqlQuery<long>(
                $"""
                UPDATE grants
                SET fence = fence + 1, lease_holder = {Holder}, lease_until = clock_timestamp() + {Length}
                WHERE id = {grant.Value} AND generation = {generation} AND state = 'Live'
                    AND (lease_until IS NULL OR lease_until < clock_timestamp())
                RETURNING fence AS "Value"
                """
            )
            .ToListAsync(ct);

    // A SQLite file is for one process: a lease of another is that of a process that has ended. One that is longer than a lease can be is from before
    // the clock was put back.
    private async Task<List<long>> OnSqliteAsync(CausewayDb db, GrantId grant, int generation, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var longest = now + Length;
        var taken = await db.Set<Grant>()
            .Where(g => g.Id == grant && g.Generation == generation && g.State == GrantState.Live)
            .Where(g => g.LeaseUntil == null || g.LeaseUntil < now || g.LeaseUntil > longest || g.LeaseHolder != Holder)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(g => g.Fence, g => g.Fence + 1)
                        .SetProperty(g => g.LeaseHolder, Holder)
                        .SetProperty(g => g.LeaseUntil, longest),
                ct
            );
        return taken == 0 ? [] : await db.Set<Grant>().Where(g => g.Id == grant).Select(g => g.Fence).ToListAsync(ct);
    }
}

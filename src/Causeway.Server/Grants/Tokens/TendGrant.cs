using Causeway.Contracts;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.Attributes;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Tokens;

/// <summary>Renews tokens that will end soon.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Generation">The tokens.</param>
public sealed record RenewGrant(GrantId GrantId, int Generation);

public static class RenewGrantHandler
{
    [NonTransactional]
    public static Task HandleAsync(RenewGrant message, AccessTokens tokens, CancellationToken ct) =>
        tokens.RenewAsync(message.GrantId, message.Generation, RefreshCause.Early, ct);
}

/// <summary>Comes when somebody must look after a grant: it is idle, its end is near, or no connection came to use it.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Token">The number of the message that counts.</param>
public sealed record TendGrant(GrantId GrantId, int Token);

public static class TendGrantHandler
{
    [NonTransactional]
    public static Task HandleAsync(TendGrant message, GrantTending tending, CancellationToken ct) =>
        tending.RunAsync(message, ct);
}

/// <summary>Looks after a grant that nobody else does.</summary>
public sealed class GrantTending(
    IDbContextOutbox<CausewayDb> outbox,
    AccessTokens tokens,
    GrantRelease release,
    TimeProvider time
)
{
    public async Task RunAsync(TendGrant message, CancellationToken ct)
    {
        var db = outbox.DbContext;
        var grant = await db.Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == message.GrantId, ct);
        if (grant is null || grant.TendToken != message.Token)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (grant.StagedUntil <= now)
        {
            await release.DropStagedAsync(outbox, grant.Id, ct);
            return;
        }

        if (grant.ExerciseAt() <= now)
        {
            await tokens.RenewAsync(grant.Id, grant.Generation, RefreshCause.Idle, ct);
        }

        await AnnounceAsync(message, now, ct);
    }

    // Says what is due, and sends the message for the next time, in one transaction.
    private async Task AnnounceAsync(TendGrant message, DateTimeOffset now, CancellationToken ct)
    {
        var db = outbox.DbContext;
        db.ChangeTracker.Clear();
        var grant = await db.Set<Grant>().SingleOrDefaultAsync(g => g.Id == message.GrantId, ct);
        if (grant is null || (grant.TendToken != message.Token && grant.TendAt is not null))
        {
            return;
        }

        List<object> messages = [];
        grant.Tended();
        if (grant.NextAnnouncement(now) is { } next && next.At <= now)
        {
            grant.Announce(next.Days);
            messages.Add(new GrantExpiring(grant.Id, grant.AbsoluteExpires!.Value, next.Days));
            db.Add(
                new GrantLogEntry(
                    grant.Id,
                    GrantHappening.Announced,
                    grant.Generation,
                    $"{next.Days} days or less are left.",
                    now
                )
            );
        }

        if (grant.TendAt(now) is { } due && grant.Expect(due))
        {
            messages.Add(new ScheduledMessage(new TendGrant(grant.Id, grant.TendToken), due));
        }

        await outbox.SaveAsync(ct, messages);
    }
}

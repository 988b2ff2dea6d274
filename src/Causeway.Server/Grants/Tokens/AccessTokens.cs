using System.Collections.Concurrent;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine;

namespace Causeway.Server.Grants.Tokens;

/// <summary>
/// Serves access tokens. One that is good is served whatever a refresh does; one that will end soon is renewed in the background; only when there is
/// none does anybody wait, and then all wait for the same refresh.
/// </summary>
public sealed class AccessTokens(
    IServiceScopeFactory scopes,
    GrantRefresh refresh,
    GrantTokens tokens,
    GrantLease lease,
    TimeProvider time
)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(60);

    // A token that is this new is not replaced because a source refuses it: it is access that is refused. One from the future is not new: the clock
    // was put back.
    private static readonly TimeSpan New = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<GrantId, Lazy<Task<RefreshResult>>> underWay = new();
    private readonly ConcurrentDictionary<GrantId, (int Generation, DateTimeOffset At)> asked = new();

    /// <summary>A good access token.</summary>
    /// <exception cref="SourceException">There is none.</exception>
    public async Task<Secret> GetAsync(GrantId id, CancellationToken ct)
    {
        var grant = await ReadAsync(id, ct);
        var now = time.GetUtcNow();
        if (grant.IsGood(now))
        {
            if (grant.WantsRefresh(now))
            {
                await AskForRefreshAsync(grant, now, ct);
            }

            return tokens.Open(grant).AccessToken;
        }

        return await RenewedAsync(grant, RefreshCause.Expired, ct);
    }

    /// <summary>Another token in the place of one that the source refuses before its time.</summary>
    /// <returns>The token, or null if the refused one was new.</returns>
    /// <exception cref="SourceException">There is none.</exception>
    public async Task<Secret?> ReplaceAsync(GrantId id, Secret refused, CancellationToken ct)
    {
        var grant = await ReadAsync(id, ct);
        var now = time.GetUtcNow();
        var current = tokens.Open(grant).AccessToken;
        if (!current.Equals(refused) && grant.IsGood(now))
        {
            return current;
        }

        return (now - grant.Refreshed).Duration() < New && grant.Generation > 0
            ? null
            : await RenewedAsync(grant, RefreshCause.Refused, ct);
    }

    /// <summary>Renews in the background; what comes of it is in the grant.</summary>
    public async Task RenewAsync(GrantId id, int generation, RefreshCause cause, CancellationToken ct)
    {
        var grant = await FindAsync(id, ct);
        if (grant is { State: GrantState.Live } && grant.Generation == generation && !grant.MustWait(time.GetUtcNow()))
        {
            await JoinAsync(grant, cause).WaitAsync(ct);
        }
    }

    private async Task<Secret> RenewedAsync(Grant grant, RefreshCause cause, CancellationToken ct)
    {
        // The caller may go away; the refresh goes on.
        var result = await JoinAsync(grant, cause).WaitAsync(ct);
        return result switch
        {
            { Grant: { } renewed } => tokens.Open(renewed).AccessToken,
            { Failure: { } failure } => throw new SourceException(failure),
            _ => throw new SourceException(
                new SourceFailure(SourceFailureCategory.Unavailable, "Its access is being renewed, which takes long.")
                {
                    RetryAfter = TimeSpan.FromSeconds(10),
                }
            ),
        };
    }

    private Task<RefreshResult> JoinAsync(Grant grant, RefreshCause cause)
    {
        var run = underWay.GetOrAdd(
            grant.Id,
            id => new Lazy<Task<RefreshResult>>(() => Task.Run(() => RunAsync(id, grant, cause)))
        );
        return run.Value;
    }

    private async Task<RefreshResult> RunAsync(GrantId id, Grant seen, RefreshCause cause)
    {
        try
        {
            return await UntilRenewedAsync(id, seen, cause);
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    // Another process may be at it: then its result is ours.
    private async Task<RefreshResult> UntilRenewedAsync(GrantId id, Grant seen, RefreshCause cause)
    {
        var patience = lease.Length + TimeSpan.FromSeconds(5);
        var begun = Environment.TickCount64;
        var isSecond = false;
        while (true)
        {
            var grant = await ReadAsync(id, CancellationToken.None);
            var now = time.GetUtcNow();
            if (grant.Generation != seen.Generation && grant.IsGood(now))
            {
                return new RefreshResult(grant, null);
            }

            if (grant.MustWait(now))
            {
                return new RefreshResult(null, Later(grant, now));
            }

            var result = await refresh.TryAsync(grant, cause);
            if (result.Grant is { } renewed && !renewed.IsGood(time.GetUtcNow()) && !isSecond)
            {
                // They were made for an answer that got lost, and their time is over: they serve to get the next.
                isSecond = true;
                continue;
            }

            if (result != RefreshResult.Elsewhere)
            {
                return result;
            }

            if (Environment.TickCount64 - begun > patience.TotalMilliseconds)
            {
                return RefreshResult.Elsewhere;
            }

            await Task.Delay(Poll);
        }
    }

    private static SourceFailure Later(Grant grant, DateTimeOffset now) =>
        new(SourceFailureCategory.Unavailable, grant.FailureMessage ?? "Its access can't be renewed at the moment.")
        {
            RetryAfter = grant.RetryAt - now,
        };

    // One message for each set of tokens from this process; again after a while, should it have come to nothing.
    private async Task AskForRefreshAsync(Grant grant, DateTimeOffset now, CancellationToken ct)
    {
        var isFirst = !asked.TryGetValue(grant.Id, out var last);
        if (!isFirst && last.Generation == grant.Generation && (now - last.At).Duration() < AskedAgainAfter)
        {
            return;
        }

        var mine = (grant.Generation, now);
        if (isFirst ? asked.TryAdd(grant.Id, mine) : asked.TryUpdate(grant.Id, mine, last))
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<IMessageBus>()
                .PublishAsync(new RenewGrant(grant.Id, grant.Generation));
        }
    }

    private async Task<Grant> ReadAsync(GrantId id, CancellationToken ct)
    {
        var grant = await FindAsync(id, ct);
        return grant switch
        {
            null => throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, "The connection holds no credentials.")
            ),
            { State: GrantState.Dead } => throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, grant.DeadReason ?? "The access has ended.")
            ),
            _ => grant,
        };
    }

    private async Task<Grant?> FindAsync(GrantId id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<Grant>()
            .AsNoTracking()
            .SingleOrDefaultAsync(g => g.Id == id, ct);
    }
}

/// <summary>Gives connectors the tokens of one grant.</summary>
public sealed class SourceTokens(AccessTokens tokens, GrantId grant) : ISourceTokens
{
    public async ValueTask<Secret> GetAsync(CancellationToken ct) => await tokens.GetAsync(grant, ct);

    public async ValueTask<Secret?> ReplaceAsync(Secret refused, CancellationToken ct) =>
        await tokens.ReplaceAsync(grant, refused, ct);
}

using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Tokens;

/// <summary>
/// Renews a grant's tokens, once, whoever asks: takes the lease, writes down what it is about to send, sends it, and saves the answer before
/// anybody may use it. Each step is saved before the next, so that a process that dies leaves behind how far it came.
/// </summary>
public sealed partial class GrantRefresh(
    IServiceScopeFactory scopes,
    GrantLease lease,
    GrantTokens tokens,
    RefreshEnding ending,
    TimeProvider time,
    ILogger<GrantRefresh> logger
)
{
    /// <summary>Tries to get tokens newer than those that the caller has seen.</summary>
    /// <param name="seen">The grant as the caller read it.</param>
    /// <param name="cause">Why.</param>
    public async Task<RefreshResult> TryAsync(Grant seen, RefreshCause cause)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
        var db = outbox.DbContext;

        // Not to be cancelled from here on: whoever asked may go away, but an answer that is not saved is a grant that is lost.
        if (await lease.TakeAsync(db, seen.Id, seen.Generation, CancellationToken.None) is not { } fence)
        {
            return RefreshResult.Elsewhere;
        }

        var grant = await db.Set<Grant>().SingleOrDefaultAsync(g => g.Id == seen.Id, CancellationToken.None);
        if (grant is null || grant.Fence != fence)
        {
            return RefreshResult.Elsewhere;
        }

        var held = tokens.Open(grant);
        var client = await tokens.ClientOfAsync(db, grant.IntegrationKey, held, CancellationToken.None);
        if (client.Refusal is { } misconfigured)
        {
            return await ending.FailAsync(outbox, grant, misconfigured);
        }

        if (tokens.AsksAnew(grant.IntegrationKey) is null && held.RefreshToken is null)
        {
            return await ending.EndAsync(
                outbox,
                grant,
                "The authorization has run out, and the source gave no means to renew it."
            );
        }

        var now = time.GetUtcNow();
        if (grant.AnswerIsUnknown && MustWait(grant, client.Value.Rules, now))
        {
            Log.Waiting(logger, grant.Id, grant.AccessExpires);
            return await ending.PostponeAsync(outbox, grant);
        }

        if (!await WriteIntentAsync(db, grant, now))
        {
            return RefreshResult.Elsewhere;
        }

        return await SendAsync(outbox, grant, held, client.Value, cause);
    }

    // A refresh token of which we don't know whether it was redeemed: if the source lets it be redeemed again, the time for that is now. If not, to
    // present it again could cost us what we have, so the access token is used to its end first.
    private static bool MustWait(Grant grant, TokenRules rules, DateTimeOffset now) =>
        !((now - grant.IntentSince)?.Duration() < rules.LostAnswerGrace) && grant.IsGood(now);

    private async Task<RefreshResult> SendAsync(
        IDbContextOutbox<CausewayDb> outbox,
        Grant grant,
        TokenSet held,
        TokenClient client,
        RefreshCause cause
    )
    {
        Log.Sending(logger, grant.Id, grant.Generation, grant.IntentAttempt, grant.Fence);
        var answer = await tokens.RenewAsync(grant.IntegrationKey, held, client);
        return answer switch
        {
            TokenAnswer.Granted granted => await ending.CommitAsync(outbox, grant, held, granted, cause),
            TokenAnswer.Ended ended => await ending.EndAsync(outbox, grant, ReasonOf(grant, ended)),
            // Here the client is the firm's own: it is its user who has to act.
            TokenAnswer.ClientRefused refused when tokens.AsksAnew(grant.IntegrationKey) is not null =>
                await ending.EndAsync(
                    outbox,
                    grant,
                    $"The source refuses the client id or the secret ({refused.Error})."
                ),
            _ => await ending.FailAsync(outbox, grant, answer),
        };
    }

    private static string ReasonOf(Grant grant, TokenAnswer.Ended ended) =>
        grant.IntentAttempt > 1
            ? $"The source has ended the access ({ended.Error}), after the answer to an earlier attempt had got lost."
            : $"The source has ended the access ({ended.Error}): it was revoked there, or ran out.";

    private static async Task<bool> WriteIntentAsync(CausewayDb db, Grant grant, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var again = grant.AnswerIsUnknown;
        var since = again ? grant.IntentSince : now;
        var attempt = again ? grant.IntentAttempt + 1 : 1;
        var written = await db.Set<Grant>()
            .Where(g => g.Id == grant.Id && g.Generation == grant.Generation && g.Fence == grant.Fence)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(g => g.IntentHash, g => g.RefreshHash)
                    .SetProperty(g => g.IntentAttempt, attempt)
                    .SetProperty(g => g.IntentSince, since)
            );
        if (written == 1 && again)
        {
            db.Add(
                new GrantLogEntry(
                    grant.Id,
                    GrantHappening.AnswerLost,
                    grant.Generation,
                    $"No answer came to attempt {grant.IntentAttempt}; this is attempt {attempt}.",
                    now
                )
            );
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        await db.Entry(grant).ReloadAsync();
        return written == 1;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Debug,
            Message = "Grant {GrantId}: redeeming the refresh token of generation {Generation}, attempt {Attempt}, lease {Fence}"
        )]
        public static partial void Sending(ILogger logger, GrantId grantId, int generation, int attempt, long fence);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Grant {GrantId}: the answer to a refresh got lost; its access token is used until {AccessExpires} before another try"
        )]
        public static partial void Waiting(ILogger logger, GrantId grantId, DateTimeOffset accessExpires);
    }
}

/// <summary>Why tokens are renewed.</summary>
public enum RefreshCause
{
    /// <summary>The access token is used up.</summary>
    Expired,

    /// <summary>It will be soon.</summary>
    Early,

    /// <summary>The source refuses it before its time.</summary>
    Refused,

    /// <summary>Nobody has used the grant for long.</summary>
    Idle,
}

/// <summary>What came of an attempt to renew tokens.</summary>
/// <param name="Grant">The grant with its new tokens, if there are any.</param>
/// <param name="Failure">Why not, if it failed.</param>
public sealed record RefreshResult(Grant? Grant, SourceFailure? Failure)
{
    /// <summary>Another has the lease, or has just finished.</summary>
    public static readonly RefreshResult Elsewhere = new(null, null);
}

using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Tokens;

/// <summary>Saves what came of an attempt to renew tokens, if the grant is still as the attempt found it: its generation and its lease.</summary>
public sealed partial class RefreshEnding(GrantTokens tokens, TimeProvider time, ILogger<RefreshEnding> logger)
{
    private const int FailuresBeforeTold = 3;
    private const int CommitAttempts = 8;

    private static readonly TimeSpan LogKept = TimeSpan.FromDays(60);

    /// <summary>New tokens came.</summary>
    public async Task<RefreshResult> CommitAsync(
        IDbContextOutbox<CausewayDb> outbox,
        Grant grant,
        TokenSet held,
        TokenAnswer.Granted granted,
        RefreshCause cause
    )
    {
        var now = time.GetUtcNow();
        var wasTold = grant.FailureTold;
        var attempt = grant.IntentAttempt;
        var rules = tokens.RulesOf(grant.IntegrationKey);
        var since = grant.AnswerMayBeOld(rules.LostAnswerGrace, now) ? grant.IntentSince : now;
        grant.Take(
            tokens.Seal(grant.Id, held.Fields, granted, rules, held.RefreshToken, grant.AbsoluteExpires, since),
            now
        );
        var what = cause is RefreshCause.Idle ? GrantHappening.Exercised : GrantHappening.Refreshed;
        outbox.DbContext.Add(
            new GrantLogEntry(grant.Id, what, grant.Generation, attempt > 1 ? $"Attempt {attempt}." : null, now)
        );
        if (!await SaveAsync(outbox, grant, wasTold ? new GrantRecovered(grant.Id) : null))
        {
            Log.Overtaken(logger, grant.Id, grant.Fence);
            return await RescueAsync(outbox, grant) ? new RefreshResult(grant, null) : RefreshResult.Elsewhere;
        }

        await ForgetOldAsync(outbox.DbContext, grant.Id, now);
        if (wasTold)
        {
            await SourceApplications.WorksAsync(outbox.DbContext, grant.IntegrationKey);
        }

        Log.Refreshed(logger, grant.Id, grant.Generation, cause);
        return new RefreshResult(grant, null);
    }

    /// <summary>The source has ended the authorization.</summary>
    public async Task<RefreshResult> EndAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant, string reason)
    {
        grant.Die(reason);
        outbox.DbContext.Add(
            new GrantLogEntry(grant.Id, GrantHappening.Ended, grant.Generation, reason, time.GetUtcNow())
        );
        if (!await SaveAsync(outbox, grant, new GrantEnded(grant.Id, reason)))
        {
            return RefreshResult.Elsewhere;
        }

        Log.Ended(logger, grant.Id, reason);
        return new RefreshResult(null, new SourceFailure(SourceFailureCategory.Authentication, reason));
    }

    /// <summary>It could not be asked, because this server lacks something.</summary>
    public Task<RefreshResult> FailAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant, Refusal misconfigured) =>
        FailAsync(outbox, grant, new TokenAnswer.ClientRefused(misconfigured.Message));

    /// <summary>The attempt failed, and another is made later.</summary>
    public async Task<RefreshResult> FailAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant, TokenAnswer answer)
    {
        var now = time.GetUtcNow();
        var (failure, status, what) = FailureOf(answer);
        var isLost = answer is TokenAnswer.Lost;
        var retryAt = now + TokenTiming.Backoff(grant.Failures, failure.RetryAfter);
        if (isLost && tokens.RulesOf(grant.IntegrationKey).LostAnswerGrace == TimeSpan.Zero && grant.IsGood(now))
        {
            // To send it again could cost what we have: not while the access token works.
            retryAt = grant.AccessExpires;
        }

        grant.Fail(failure.Message, retryAt, isLost, now);
        object? told = null;
        if (!grant.FailureTold && (!grant.IsGood(now) || grant.Failures >= FailuresBeforeTold))
        {
            grant.TellFailure();
            told = new GrantFailing(grant.Id, status, failure.Message);
        }

        outbox.DbContext.Add(new GrantLogEntry(grant.Id, what, grant.Generation, failure.Message, now));
        if (answer is TokenAnswer.ClientRefused)
        {
            await SourceApplications.RefusedAsync(outbox.DbContext, grant.IntegrationKey, failure.Message, now);
            Log.ClientRefused(logger, grant.IntegrationKey, failure.Message);
        }
        else
        {
            Log.Failed(logger, grant.Id, failure.Message, retryAt);
        }

        return await SaveAsync(outbox, grant, told)
            ? new RefreshResult(null, failure with { RetryAfter = retryAt - now })
            : RefreshResult.Elsewhere;
    }

    /// <summary>The attempt is not made now: the access token is used to its end first.</summary>
    public async Task<RefreshResult> PostponeAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant)
    {
        grant.Fail(
            grant.FailureMessage ?? "The answer to a refresh got lost.",
            grant.AccessExpires,
            true,
            time.GetUtcNow()
        );
        return await SaveAsync(outbox, grant, null)
            ? new RefreshResult(
                null,
                new SourceFailure(SourceFailureCategory.Unavailable, "Its tokens can't be renewed at the moment.")
            )
            : RefreshResult.Elsewhere;
    }

    private static (SourceFailure Failure, int Status, GrantHappening What) FailureOf(TokenAnswer answer) =>
        answer switch
        {
            TokenAnswer.ClientRefused refused => (
                new SourceFailure(
                    SourceFailureCategory.Configuration,
                    $"The source refuses this server's own registration there ({refused.Error}). Its operator has to mend that; nobody needs to authorize again."
                ),
                StatusCodes.Status502BadGateway,
                GrantHappening.ClientRefused
            ),
            TokenAnswer.NotNow { RetryAfter: { } wait } busy => (
                new SourceFailure(SourceFailureCategory.RateLimited, Renewing(busy.Reason)) { RetryAfter = wait },
                StatusCodes.Status429TooManyRequests,
                GrantHappening.RefreshFailed
            ),
            TokenAnswer.NotNow notNow => (
                new SourceFailure(SourceFailureCategory.Unavailable, Renewing(notNow.Reason)),
                StatusCodes.Status503ServiceUnavailable,
                GrantHappening.RefreshFailed
            ),
            TokenAnswer.Lost lost => (
                new SourceFailure(SourceFailureCategory.Unavailable, Renewing(lost.Reason)),
                StatusCodes.Status504GatewayTimeout,
                GrantHappening.RefreshFailed
            ),
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no failure."),
        };

    private static string Renewing(string reason) => $"Access could not be renewed: {reason} It is tried again.";

    // The compare-and-set: EF Core saves only where generation and fence are still what they were.
    private async Task<bool> SaveAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant, object? message)
    {
        List<object> messages = message is null ? [] : [message];
        if (grant.TendAt(time.GetUtcNow()) is { } due && grant.Expect(due))
        {
            messages.Add(new ScheduledMessage(new TendGrant(grant.Id, grant.TendToken), due));
        }

        try
        {
            await outbox.SaveAsync(CancellationToken.None, messages);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    // This process was away for so long that its lease ran out. What it holds may be the only tokens that work: unless somebody has newer ones
    // or is at it right now, they are saved.
    private static async Task<bool> RescueAsync(IDbContextOutbox<CausewayDb> outbox, Grant grant)
    {
        var db = outbox.DbContext;
        for (var attempt = 1; attempt <= CommitAttempts; attempt++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var saved = await db.Set<Grant>()
                .Where(g => g.Id == grant.Id && g.Generation == grant.Generation - 1 && g.State == GrantState.Live)
                .Where(g => g.LeaseHolder == null)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(g => g.SealedTokens, grant.SealedTokens)
                        .SetProperty(g => g.RefreshHash, grant.RefreshHash)
                        .SetProperty(g => g.Generation, grant.Generation)
                        .SetProperty(g => g.Refreshed, grant.Refreshed)
                        .SetProperty(g => g.AccessExpires, grant.AccessExpires)
                        .SetProperty(g => g.RefreshFrom, grant.RefreshFrom)
                        .SetProperty(g => g.IdleExpires, grant.IdleExpires)
                        .SetProperty(g => g.AbsoluteExpires, grant.AbsoluteExpires)
                        .SetProperty(g => g.IntentHash, (string?)null)
                        .SetProperty(g => g.RetryAt, (DateTimeOffset?)null)
                );
            await transaction.CommitAsync();
            if (saved == 1)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return false;
    }

    private static async Task ForgetOldAsync(CausewayDb db, GrantId grant, DateTimeOffset now)
    {
        var before = now - LogKept;
        await db.Set<GrantLogEntry>().Where(e => e.GrantId == grant && e.OccurredOn < before).ExecuteDeleteAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Grant {GrantId} renewed ({Cause}); its tokens are of generation {Generation}"
        )]
        public static partial void Refreshed(ILogger logger, GrantId grantId, int generation, RefreshCause cause);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Grant {GrantId} has ended: {Reason}")]
        public static partial void Ended(ILogger logger, GrantId grantId, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Grant {GrantId}: {Reason} Next try at {RetryAt}")]
        public static partial void Failed(ILogger logger, GrantId grantId, string reason, DateTimeOffset retryAt);

        [LoggerMessage(Level = LogLevel.Error, Message = "Integration {IntegrationKey}: {Reason}")]
        public static partial void ClientRefused(ILogger logger, string integrationKey, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Grant {GrantId}: the lease {Fence} had run out when the answer came"
        )]
        public static partial void Overtaken(ILogger logger, GrantId grantId, long fence);
    }
}

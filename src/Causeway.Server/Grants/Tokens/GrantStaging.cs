using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Tokens;

/// <summary>
/// Saves tokens the moment they come, before it is known whose books they open: they are in the vault whatever happens next, and no connection uses
/// them until it is proved that it should. What none comes to use is dropped.
/// </summary>
public sealed class GrantStaging(IServiceScopeFactory scopes, GrantTokens tokens, TimeProvider time)
{
    private static readonly TimeSpan Waits = TimeSpan.FromHours(1);

    /// <summary>Saves tokens. The same authorization is one grant, however many connections bring it.</summary>
    /// <param name="integrationKey">The integration.</param>
    /// <param name="fields">What the token endpoint will need again.</param>
    /// <param name="granted">The tokens.</param>
    /// <param name="consented">When the user agreed, as far as is known.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<GrantId> StageAsync(
        string integrationKey,
        IReadOnlyDictionary<string, Secret> fields,
        TokenAnswer.Granted granted,
        DateTimeOffset consented,
        CancellationToken ct
    )
    {
        // Not the caller's: its changes and messages are saved by itself, and only if it comes to that.
        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
        var db = outbox.DbContext;
        if (await FindAsync(db, integrationKey, granted.RefreshToken, ct) is { } known)
        {
            return known;
        }

        var rules = tokens.RulesOf(integrationKey);
        var now = time.GetUtcNow();
        var id = GrantId.New(time);
        var absolute = consented + rules.AbsoluteLifetime;
        var grant = new Grant(id, integrationKey, tokens.Seal(id, fields, granted, rules, before: null, absolute), now);
        if (granted.AccessToken.Reveal().Length == 0)
        {
            grant.MustRefresh(now);
        }

        grant.Stage(now + Waits);
        grant.Expect(now + Waits);
        db.Add(grant);
        db.Add(new GrantLogEntry(id, GrantHappening.Granted, 0, null, now));
        try
        {
            // A code or a refresh token may have been redeemed for these: they are saved, whoever goes away.
            await outbox.SaveAsync(
                CancellationToken.None,
                new ScheduledMessage(new TendGrant(id, grant.TendToken), now + Waits)
            );
            return id;
        }
        catch (DbUpdateException e)
            when (e.IsUnique(GrantTable.OneOriginIndex, "grants.integration_key, grants.origin_hash"))
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(db, integrationKey, granted.RefreshToken, ct) is { } first)
            {
                return first;
            }

            throw;
        }
    }

    private static async Task<GrantId?> FindAsync(
        CausewayDb db,
        string integrationKey,
        Secret? refreshToken,
        CancellationToken ct
    )
    {
        if (TokenSet.HashOf(refreshToken) is not { } hash)
        {
            return null;
        }

        var found = await db.Set<Grant>()
            .Where(g => g.IntegrationKey == integrationKey && (g.OriginHash == hash || g.RefreshHash == hash))
            .Select(g => (GrantId?)g.Id)
            .FirstOrDefaultAsync(ct);
        return found;
    }
}

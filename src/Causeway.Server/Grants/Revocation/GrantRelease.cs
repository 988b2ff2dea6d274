using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Revocation;

/// <summary>
/// Gives up access: what opened the source is erased here at once, in the caller's transaction, and a message sees to it that it ends at the source.
/// Nothing ends there that another connection still needs.
/// </summary>
public sealed class GrantRelease(Vault vault, GrantTokens tokens, ConnectorCatalog catalog, TimeProvider time)
{
    /// <summary>A connection gives up its access.</summary>
    /// <param name="db">In a transaction.</param>
    /// <param name="leaving">The connection.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The messages to send with the transaction.</returns>
    public async Task<IReadOnlyList<object>> OfAsync(CausewayDb db, LeavingConnection leaving, CancellationToken ct)
    {
        var credentials = await db.Set<Credentials>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ConnectionId == leaving.ConnectionId, ct);
        if (credentials is null)
        {
            return [];
        }

        await db.Set<Credentials>().Where(c => c.ConnectionId == leaving.ConnectionId).ExecuteDeleteAsync(ct);
        return await GiveUpAsync(db, leaving, credentials.GrantId, credentials.SealedValues, ct);
    }

    /// <summary>
    /// A connection has another grant now, to the same organisation; its former one is given up if nobody else uses it, and what happened to it stays
    /// part of the connection's story.
    /// </summary>
    public async Task<IReadOnlyList<object>> ReplacedAsync(
        CausewayDb db,
        LeavingConnection leaving,
        GrantId former,
        GrantId? successor,
        CancellationToken ct
    )
    {
        if (successor is { } next)
        {
            await db.LockAsync("grants", former.Value, ct);
            if (!await IsUsedAsync(db, former, ct))
            {
                await db.Set<GrantLogEntry>()
                    .Where(e => e.GrantId == former)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.GrantId, next), ct);
            }
        }

        return await GiveUpAsync(db, leaving with { WasReplaced = true }, former, null, ct);
    }

    /// <summary>No connection came to use a grant.</summary>
    public async Task DropStagedAsync(IDbContextOutbox<CausewayDb> outbox, GrantId grant, CancellationToken ct)
    {
        var db = outbox.DbContext;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAsync("grants", grant.Value, ct);
        var staged = await db.Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == grant, ct);
        if (staged is not { StagedUntil: not null } || await IsUsedAsync(db, grant, ct))
        {
            return;
        }

        var leaving = new LeavingConnection(default, staged.IntegrationKey, OrganisationIsShared: true)
        {
            WasReplaced = true,
        };
        await outbox.SaveAsync(ct, await GiveUpAsync(db, leaving, grant, null, ct));
    }

    private async Task<IReadOnlyList<object>> GiveUpAsync(
        CausewayDb db,
        LeavingConnection leaving,
        GrantId? grantId,
        byte[]? sealedValues,
        CancellationToken ct
    )
    {
        Grant? grant = null;
        var isUsed = false;
        if (grantId is { } id)
        {
            // Of two connections that leave at once one is the last.
            await db.LockAsync("grants", id.Value, ct);
            grant = await db.Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, ct);
            isUsed = await IsUsedAsync(db, id, ct);
        }

        var messages = new List<object>();
        if (Revokes(leaving, grant, isUsed) is { } how)
        {
            messages.Add(Pending(db, leaving, grant, isUsed, how is Way.Own ? sealedValues : null));
            await db.SaveChangesAsync(ct);
        }

        if (grant is not null && !isUsed)
        {
            await db.Set<Grant>().Where(g => g.Id == grant.Id).ExecuteDeleteAsync(ct);
        }
        else if (grant is not null)
        {
            db.Add(new GrantLogEntry(grant.Id, GrantHappening.Released, grant.Generation, null, time.GetUtcNow()));
            await db.SaveChangesAsync(ct);
        }

        return messages;
    }

    private Way? Revokes(LeavingConnection leaving, Grant? grant, bool isUsed)
    {
        if (!catalog.TryGet(leaving.IntegrationKey, out var entry) || grant?.State is GrantState.Dead)
        {
            return null;
        }

        // The source's own way ends access to an organisation: not what was replaced by a connection to the same, nor what another connection reads.
        if (entry.Parts.Revocation is not null)
        {
            return leaving.WasReplaced || leaving.OrganisationIsShared ? null : Way.Own;
        }

        return
            grant is not null
            && !isUsed
            && entry.Manifest.Auth is ConnectorAuth.OAuth2 { Revocation: { } standard }
            && standard.Reach switch
            {
                RevocationReach.Grant => true,
                RevocationReach.Organisation => !leaving.WasReplaced && !leaving.OrganisationIsShared,
                _ => false,
            }
            ? Way.Standard
            : null;
    }

    private RevokeAtSource Pending(
        CausewayDb db,
        LeavingConnection leaving,
        Grant? grant,
        bool isUsed,
        byte[]? sealedValues
    )
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var pending = new PendingRevocation(id, leaving.IntegrationKey, leaving.ConnectionId, time.GetUtcNow());
        pending.Hold(
            isUsed ? grant!.Id : null,
            grant is null || isUsed ? null : vault.Seal(RevokeAtSource.TokensOf(id), tokens.Open(grant).Write()),
            sealedValues is null
                ? null
                : vault.Seal(RevokeAtSource.ValuesOf(id), Vault.Write(vault.Open(leaving.ConnectionId, sealedValues)))
        );
        db.Add(pending);
        return new RevokeAtSource(id);
    }

    private static Task<bool> IsUsedAsync(CausewayDb db, GrantId grant, CancellationToken ct) =>
        db.Set<Credentials>().AnyAsync(c => c.GrantId == grant, ct);

    private enum Way
    {
        Own,
        Standard,
    }
}

/// <summary>A connection that gives up its access.</summary>
/// <param name="ConnectionId">The connection.</param>
/// <param name="IntegrationKey">Its integration.</param>
/// <param name="OrganisationIsShared">Whether another connection reads the same organisation.</param>
public sealed record LeavingConnection(ConnectionId ConnectionId, string IntegrationKey, bool OrganisationIsShared)
{
    /// <summary>Whether it has other access to the same organisation instead.</summary>
    public bool WasReplaced { get; init; }
}

using System.Security.Cryptography;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.Attributes;

namespace Causeway.Server.Grants.Keys;

/// <summary>Seals with the present key what was sealed with an earlier one: some rows of a table, then the rest, then the next table.</summary>
/// <param name="Table">The table.</param>
/// <param name="After">The last row that was looked at; null to begin.</param>
public sealed record ReencryptSecrets(SecretTable Table, Guid? After);

/// <summary>A table that holds secrets.</summary>
public enum SecretTable
{
    Credentials,
    Grants,
    Revocations,
    Applications,
}

public static class ReencryptSecretsHandler
{
    /// <returns>The message to begin with.</returns>
    public static ReencryptSecrets Handle(EncryptionKeyRotated _) => new(SecretTable.Credentials, null);

    [NonTransactional]
    public static Task<ReencryptSecrets?> HandleAsync(
        ReencryptSecrets message,
        Reencryption reencryption,
        CancellationToken ct
    ) => reencryption.RunAsync(message, ct);
}

/// <summary>Re-encrypts row by row, each only if nobody has changed it meanwhile; reading goes on, because earlier keys stay in the ring.</summary>
public sealed partial class Reencryption(CausewayDb db, Vault vault, ILogger<Reencryption> logger)
{
    private const int Rows = 200;

    /// <returns>The message for the rest.</returns>
    public async Task<ReencryptSecrets?> RunAsync(ReencryptSecrets message, CancellationToken ct)
    {
        var (last, rewritten) = message.Table switch
        {
            SecretTable.Credentials => await CredentialsAsync(message.After, ct),
            SecretTable.Grants => await GrantsAsync(message.After, ct),
            SecretTable.Revocations => await RevocationsAsync(message.After, ct),
            _ => await ApplicationsAsync(ct),
        };
        if (rewritten > 0)
        {
            Log.Reencrypted(logger, rewritten, message.Table);
        }

        return last is not null ? message with { After = last }
            : message.Table is SecretTable.Applications ? null
            : new ReencryptSecrets(message.Table + 1, null);
    }

    private async Task<(Guid? Last, int Rewritten)> CredentialsAsync(Guid? after, CancellationToken ct)
    {
        var rows = await db.Set<Credentials>()
            .FromSql(
                $"SELECT * FROM credentials WHERE connection_id > {after ?? Guid.Empty} ORDER BY connection_id LIMIT {Rows}"
            )
            .AsNoTracking()
            .ToListAsync(ct);
        var rewritten = 0;
        foreach (var row in rows)
        {
            if (Renewed(Vault.Of(row.ConnectionId), row.SealedValues) is not { } fresh)
            {
                continue;
            }

            rewritten += await db.Set<Credentials>()
                .Where(c => c.ConnectionId == row.ConnectionId && c.Generation == row.Generation)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedValues, fresh), ct);
        }

        return (rows.Count == Rows ? rows[^1].ConnectionId.Value : null, rewritten);
    }

    private async Task<(Guid? Last, int Rewritten)> GrantsAsync(Guid? after, CancellationToken ct)
    {
        var rows = await db.Set<Grant>()
            .FromSql($"SELECT * FROM grants WHERE id > {after ?? Guid.Empty} ORDER BY id LIMIT {Rows}")
            .AsNoTracking()
            .ToListAsync(ct);
        var rewritten = 0;
        foreach (var row in rows)
        {
            if (Renewed(GrantTokens.PurposeOf(row.Id), row.SealedTokens) is not { } fresh)
            {
                continue;
            }

            rewritten += await db.Set<Grant>()
                .Where(g => g.Id == row.Id && g.Generation == row.Generation)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.SealedTokens, fresh), ct);
        }

        return (rows.Count == Rows ? rows[^1].Id.Value : null, rewritten);
    }

    private async Task<(Guid? Last, int Rewritten)> RevocationsAsync(Guid? after, CancellationToken ct)
    {
        var rows = await db.Set<PendingRevocation>()
            .FromSql($"SELECT * FROM pending_revocations WHERE id > {after ?? Guid.Empty} ORDER BY id LIMIT {Rows}")
            .AsNoTracking()
            .ToListAsync(ct);
        var rewritten = 0;
        foreach (var row in rows)
        {
            var held = Renewed(RevokeAtSource.TokensOf(row.Id), row.SealedTokens);
            var values = Renewed(RevokeAtSource.ValuesOf(row.Id), row.SealedValues);
            if (held is not null || values is not null)
            {
                rewritten += await db.Set<PendingRevocation>()
                    .Where(r => r.Id == row.Id && r.SealedTokens == row.SealedTokens)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(r => r.SealedTokens, r => held ?? r.SealedTokens)
                                .SetProperty(r => r.SealedValues, r => values ?? r.SealedValues),
                        ct
                    );
            }
        }

        return (rows.Count == Rows ? rows[^1].Id : null, rewritten);
    }

    private async Task<(Guid? Last, int Rewritten)> ApplicationsAsync(CancellationToken ct)
    {
        var rewritten = 0;
        foreach (var row in await db.Set<SourceApplicationRow>().AsNoTracking().ToListAsync(ct))
        {
            if (Renewed(SourceApplications.PurposeOf(row.IntegrationKey), row.SealedSecret) is { } fresh)
            {
                rewritten += await db.Set<SourceApplicationRow>()
                    .Where(a => a.IntegrationKey == row.IntegrationKey && a.Updated == row.Updated)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.SealedSecret, fresh), ct);
            }
        }

        return (null, rewritten);
    }

    /// <summary>A secret, sealed with the present key.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="sealedBytes">As it is sealed.</param>
    /// <returns>Null if there is nothing to change: it has the present key, there is none, or it is damaged, which keeps no other from being sealed anew.</returns>
    public byte[]? Renewed(SealPurpose purpose, byte[]? sealedBytes)
    {
        if (sealedBytes is null || vault.IsCurrent(sealedBytes))
        {
            return null;
        }

        try
        {
            return vault.Seal(purpose, vault.Open(purpose, sealedBytes));
        }
        catch (CryptographicException)
        {
            Log.Damaged(logger, purpose.Name, purpose.Id);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A secret of {Kind} {Id} can't be decrypted and was left as it is"
        )]
        public static partial void Damaged(ILogger logger, string kind, string id);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Count} secrets of {Table} were encrypted with the present key"
        )]
        public static partial void Reencrypted(ILogger logger, int count, SecretTable table);
    }
}

using System.Security.Cryptography;
using System.Text;
using Causeway.Contracts;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Settings.Link;

/// <summary>Looks at a password of a Link address, and uses it up.</summary>
public sealed class UseLinkPassword(CausewayDb db, LinkPasswords passwords, TimeProvider time)
{
    /// <summary>What it is worth, without using it: mail programs look at addresses, too.</summary>
    public async Task<LinkPasswordState> LookAsync(string password, CompanyId company, CancellationToken ct)
    {
        if (passwords.ExpiryOf(password, company) is not { } expires)
        {
            return LinkPasswordState.Wrong;
        }

        if (expires <= time.GetUtcNow())
        {
            return LinkPasswordState.Expired;
        }

        var hash = HashOf(password);
        return await db.Set<UsedLinkPassword>().AnyAsync(p => p.Hash == hash, ct)
            ? LinkPasswordState.Used
            : LinkPasswordState.Good;
    }

    /// <summary>Uses it: of two who do, one is too late.</summary>
    public async Task<LinkPasswordState> RunAsync(string password, CompanyId company, CancellationToken ct)
    {
        var state = await LookAsync(password, company, ct);
        if (state is not LinkPasswordState.Good)
        {
            return state;
        }

        var now = time.GetUtcNow();
        await db.Set<UsedLinkPassword>().Where(p => p.Expires < now).ExecuteDeleteAsync(ct);
        var used = await db.RetryAsync<bool>(async () =>
        {
            var hash = HashOf(password);
            if (await db.Set<UsedLinkPassword>().AnyAsync(p => p.Hash == hash, ct))
            {
                return false;
            }

            db.Add(new UsedLinkPassword(hash, now + LinkPasswords.Lifetime));
            await db.SaveChangesAsync(ct);
            return true;
        });
        return used is { Refusal: null, Value: true } ? LinkPasswordState.Good : LinkPasswordState.Used;
    }

    private static byte[] HashOf(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}

/// <summary>What a password of a Link address is worth.</summary>
public enum LinkPasswordState
{
    Good,
    Used,
    Expired,

    /// <summary>It was not made for this company, or not here.</summary>
    Wrong,
}

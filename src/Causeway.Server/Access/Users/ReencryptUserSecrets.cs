using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wolverine.Attributes;

namespace Causeway.Server.Access.Users;

/// <summary>Seals what authenticators need with the present key, once it is another. A client's staff are few, so it is one go.</summary>
public static class ReencryptUserSecretsHandler
{
    [NonTransactional]
    public static async Task HandleAsync(
        EncryptionKeyRotated _,
        CausewayDb db,
        Reencryption reencryption,
        CancellationToken ct
    )
    {
        foreach (var token in await db.Set<IdentityUserToken<Guid>>().AsNoTracking().ToListAsync(ct))
        {
            var sealedBytes = token.Value is null ? null : Convert.FromBase64String(token.Value);
            var purpose = PortalUserStore.PurposeOf(token.UserId, token.Name);
            if (reencryption.Renewed(purpose, sealedBytes) is not { } renewed)
            {
                continue;
            }

            var fresh = Convert.ToBase64String(renewed);
            // Only if nobody has changed it meanwhile: who did has sealed it anew.
            await db.Set<IdentityUserToken<Guid>>()
                .Where(t =>
                    t.UserId == token.UserId
                    && t.LoginProvider == token.LoginProvider
                    && t.Name == token.Name
                    && t.Value == token.Value
                )
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, fresh), ct);
        }
    }
}

using Causeway.Server.Grants;
using Causeway.Server.Grants.Keys;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.Attributes;

namespace Causeway.Server.Webhooks.Consumers;

/// <summary>Seals the consumers' secrets with the present key, once it is another. There are few consumers, so it is one go.</summary>
public static class ReencryptWebhookSecretsHandler
{
    [NonTransactional]
    public static async Task HandleAsync(
        EncryptionKeyRotated _,
        CausewayDb db,
        Reencryption reencryption,
        CancellationToken ct
    )
    {
        foreach (var consumer in await db.Set<WebhookConsumer>().AsNoTracking().ToListAsync(ct))
        {
            if (reencryption.Renewed(Vault.Of(consumer.Id), consumer.SealedValues) is not { } fresh)
            {
                continue;
            }

            // Only if nobody has changed it meanwhile: who did has sealed it anew.
            await db.Set<WebhookConsumer>()
                .Where(c => c.Id == consumer.Id && c.Version == consumer.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedValues, fresh), ct);
        }
    }
}

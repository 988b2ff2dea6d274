using Causeway.Server.Storage;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Keys;

/// <summary>Makes a new key for secrets, and has what there is encrypted with it in the background: an addition of ours to the API.</summary>
public sealed partial class RotateEncryptionKey(
    IDbContextOutbox<CausewayDb> outbox,
    VaultKeys keys,
    TimeProvider time,
    ILogger<RotateEncryptionKey> logger
)
{
    // A process that has not met the new key yet seals with the one before, for a day at most.
    private static readonly TimeSpan Stragglers = TimeSpan.FromHours(25);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/encryptionKey/rotate", PostAsync).WithName("rotate-encryption-key");

    /// <returns>The new key's id.</returns>
    public async Task<Guid> RunAsync(CancellationToken ct)
    {
        var key = keys.Rotate();
        Log.Rotated(logger, key);
        await outbox.SaveAsync(
            ct,
            new EncryptionKeyRotated(),
            new ScheduledMessage(new EncryptionKeyRotated(), time.GetUtcNow() + Stragglers)
        );
        return key;
    }

    private static async Task<IResult> PostAsync(RotateEncryptionKey rotate, CancellationToken ct)
    {
        await rotate.RunAsync(ct);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Secrets are encrypted with the new key {KeyId}")]
        public static partial void Rotated(ILogger logger, Guid keyId);
    }
}

/// <summary>Secrets are sealed with another key than before: whoever keeps some seals them again.</summary>
public sealed record EncryptionKeyRotated;

using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>Makes the first key, so that a new server can be used.</summary>
public sealed partial class FirstApiKey(CausewayDb db, TimeProvider time, ILogger<FirstApiKey> logger)
{
    /// <summary>Makes a key if there is none.</summary>
    /// <param name="configured">The key that the operator chose, or null to generate one.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The key if it was generated now: it can be shown this once.</returns>
    public async Task<string?> EnsureAsync(string? configured, CancellationToken ct)
    {
        if (await db.Set<ApiKey>().AnyAsync(ct))
        {
            if (
                configured is not null
                && !await db.Set<ApiKey>().AnyAsync(k => k.Hash == ApiKey.HashOf(configured), ct)
            )
            {
                Log.NotAdded(logger);
            }

            return null;
        }

        var key = configured ?? ApiKey.Generate();
        db.Add(new ApiKey(Guid.CreateVersion7(time.GetUtcNow()), "First key", key, time.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return configured is null ? key : null;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Causeway:ApiKey sets the first key only; there are keys already, and it is not one of them."
        )]
        public static partial void NotAdded(ILogger logger);
    }
}

using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>Revokes an API key, at once. The last one stays: without it nobody could make another.</summary>
public sealed partial class DeleteApiKey(CausewayDb db, ApiKeyRing ring, ILogger<DeleteApiKey> logger)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapDelete("/apiKeys/{apiKeyId}", DeleteAsync).WithName("delete-api-key");

    /// <summary>Deletes a key.</summary>
    /// <returns>Why not, if it was not there or is the last.</returns>
    public async Task<Refusal?> RunAsync(Guid apiKeyId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTableAsync("api_keys", ct);
        if (await db.Set<ApiKey>().Where(k => k.Id == apiKeyId).ExecuteDeleteAsync(ct) == 0)
        {
            return Refusal.NotFound($"API key {apiKeyId}");
        }

        if (!await db.Set<ApiKey>().AnyAsync(ct))
        {
            return Refusal.Conflict(
                "This is the last API key; create another one before it is deleted, or nobody could call the API."
            );
        }

        await transaction.CommitAsync(ct);
        Log.Deleted(logger, apiKeyId);
        await ring.ChangedAsync(ct);
        return null;
    }

    private static async Task<IResult> DeleteAsync(Guid apiKeyId, DeleteApiKey delete, CancellationToken ct) =>
        await delete.RunAsync(apiKeyId, ct) is { } refusal ? new ErrorResult(refusal) : Results.NoContent();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "API key {ApiKeyId} deleted")]
        public static partial void Deleted(ILogger logger, Guid apiKeyId);
    }
}

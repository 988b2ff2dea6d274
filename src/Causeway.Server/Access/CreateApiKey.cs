using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>Makes an API key, and shows it this once.</summary>
public sealed partial class CreateApiKey(
    CausewayDb db,
    ApiKeyRing ring,
    TimeProvider time,
    ILogger<CreateApiKey> logger
)
{
    private const int MostKeys = 10;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/apiKeys", PostAsync).WithName("create-api-key");

    /// <summary>Makes a key.</summary>
    /// <param name="name">What a person calls it, if anything.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Outcome<ApiKeyBody>> RunAsync(string? name, CancellationToken ct)
    {
        var trimmed = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        if (trimmed?.Length > ApiKey.MaxNameLength)
        {
            return Refusal.Invalid("name", $"name must have at most {ApiKey.MaxNameLength} characters.");
        }

        // Of two that are made at once, the second counts the first.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTableAsync("api_keys", ct);
        if (await db.Set<ApiKey>().CountAsync(ct) >= MostKeys)
        {
            return Refusal.Conflict($"There are {MostKeys} API keys already, which is the most; delete one first.");
        }

        var text = ApiKey.Generate();
        var now = time.GetUtcNow();
        var key = new ApiKey(Guid.CreateVersion7(now), trimmed, text, now);
        db.Add(key);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Log.Created(logger, key.Id);
        await ring.ChangedAsync(ct);
        return new ApiKeyBody
        {
            Id = key.Id,
            Name = key.Name,
            ApiKey = text,
            CreatedDate = key.Created,
        };
    }

    private static async Task<IResult> PostAsync(Body? body, CreateApiKey create, CancellationToken ct) =>
        (await create.RunAsync(body?.Name, ct)).ToHttp(AccessJson.Default.ApiKeyBody, StatusCodes.Status201Created);

    /// <param name="Name">What a person calls it.</param>
    public sealed record Body(string? Name);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "API key {ApiKeyId} created")]
        public static partial void Created(ILogger logger, Guid apiKeyId);
    }
}

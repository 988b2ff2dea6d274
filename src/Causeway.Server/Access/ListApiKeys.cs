using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access;

/// <summary>Lists the API keys, without the keys themselves: only their hashes are kept.</summary>
public static class ListApiKeys
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/apiKeys", GetAsync).WithName("list-api-keys");

    private static async Task<IResult> GetAsync(CausewayDb db, CancellationToken ct)
    {
        var keys = await db.Set<ApiKey>()
            .OrderBy(k => k.Id)
            .Select(k => new ApiKeyBody
            {
                Id = k.Id,
                Name = k.Name,
                CreatedDate = k.Created,
            })
            .ToListAsync(ct);
        return TypedResults.Json(new ApiKeysBody(keys), AccessJson.Default.ApiKeysBody);
    }
}

using System.Text.Json.Serialization;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;

namespace Causeway.Server.Portal.Companies;

/// <summary>Answers the search at the top of each page.</summary>
public static class SearchEndpoint
{
    private const int Most = 8;
    private const int LongestText = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        PermissionCheck.Needs(routes.MapGet("/search", GetAsync), Permission.See);

    private static async Task<IResult> GetAsync(string? q, FindCompanies find, CancellationToken ct)
    {
        var text = q ?? "";
        var hits = await find.QuickAsync(text.Length <= LongestText ? text : text[..LongestText], Most, ct);
        return Results.Json(
            [.. hits.Select(h => new Hit(h.Id.ToString(), h.Name, h.About))],
            SearchJson.Default.HitArray
        );
    }

    internal sealed record Hit(string Id, string Name, string About);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SearchEndpoint.Hit[]))]
internal sealed partial class SearchJson : JsonSerializerContext;

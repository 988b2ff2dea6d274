using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;

namespace Causeway.Server.Grants.Tokens;

/// <summary>What one authorization at a source gave us, as it is sealed.</summary>
public sealed record TokenSet
{
    public required Secret AccessToken { get; init; }

    /// <summary>What gets the next access token; null if the source gave none.</summary>
    public Secret? RefreshToken { get; init; }

    /// <summary>What the user entered that the token endpoint needs again: the name of a shop in its address, a client's own id and secret.</summary>
    public IReadOnlyDictionary<string, Secret> Fields { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Tells a refresh token from another without showing it.</summary>
    public static string? HashOf(Secret? token) =>
        token is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())));

    public byte[] Write() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Plain(
                AccessToken.Reveal(),
                RefreshToken?.Reveal(),
                Fields.ToDictionary(f => f.Key, f => f.Value.Reveal(), StringComparer.Ordinal)
            ),
            TokenSetJson.Default.Plain
        );

    public static TokenSet Read(byte[] plain)
    {
        var read = JsonSerializer.Deserialize(plain, TokenSetJson.Default.Plain)!;
        CryptographicOperations.ZeroMemory(plain);
        return new TokenSet
        {
            AccessToken = new Secret(read.Access),
            RefreshToken = read.Refresh is null ? null : new Secret(read.Refresh),
            Fields = read.Fields.ToDictionary(f => f.Key, f => new Secret(f.Value), StringComparer.Ordinal),
        };
    }

    internal sealed record Plain(string Access, string? Refresh, Dictionary<string, string> Fields);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenSet.Plain))]
internal sealed partial class TokenSetJson : JsonSerializerContext;

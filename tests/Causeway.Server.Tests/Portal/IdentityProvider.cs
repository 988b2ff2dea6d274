using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Causeway.Server.Tests.Portal;

/// <summary>
/// A client's identity provider, as the server calls it: OpenID Connect Core 1.0 with the authorization code and PKCE. It gives a token only to who has the
/// secret, and the verifier that belongs to the challenge.
/// </summary>
public sealed class IdentityProvider : HttpMessageHandler
{
    public const string Address = "https://id.example";
    public const string ClientId = "causeway";
    public const string ClientSecret = "the-secret-of-the-identity-provider";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly Dictionary<string, (string Nonce, string Challenge, List<Claim> Claims)> codes = [];

    /// <summary>Signs with a key that it does not publish.</summary>
    public bool IsForged { get; set; }

    /// <summary>What the browser is sent back with, once somebody has signed in at the address to which the server sent it.</summary>
    public Dictionary<string, string> Authorize(Uri address, params (string Type, string Value)[] claims)
    {
        address.GetLeftPart(UriPartial.Path).ShouldBe($"{Address}/authorize");
        var query = QueryHelpers.ParseQuery(address.Query);
        query["client_id"].ToString().ShouldBe(ClientId);
        query["code_challenge_method"].ToString().ShouldBe("S256");
        var code = RandomNumberGenerator.GetHexString(32);
        codes[code] = (
            query["nonce"].ToString(),
            query["code_challenge"].ToString(),
            [.. claims.Select(c => new Claim(c.Type, c.Value))]
        );
        return new() { ["code"] = code, ["state"] = query["state"].ToString() };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        object body = request.RequestUri!.AbsolutePath switch
        {
            "/.well-known/openid-configuration" => new
            {
                issuer = Address,
                authorization_endpoint = $"{Address}/authorize",
                token_endpoint = $"{Address}/token",
                jwks_uri = $"{Address}/keys",
            },
            "/keys" => new { keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(Public()) } },
            "/token" => Token(QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken))),
            var other => throw new InvalidOperationException($"{other} was asked for."),
        };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body, body.GetType()) };
    }

    protected override void Dispose(bool disposing)
    {
        key.Rsa.Dispose();
        base.Dispose(disposing);
    }

    private RsaSecurityKey Public() => new(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId };

    private object Token(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        codes.Remove(form["code"].ToString(), out var given).ShouldBeTrue();
        form["client_secret"].ToString().ShouldBe(ClientSecret);
        Base64UrlEncoder
            .Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            .ShouldBe(given.Challenge);
        using var another = RSA.Create(2048);
        var signer = IsForged ? new RsaSecurityKey(another) { KeyId = key.KeyId } : key;
        return new
        {
            access_token = "an-access-token",
            token_type = "Bearer",
            id_token = new JsonWebTokenHandler().CreateToken(
                new SecurityTokenDescriptor
                {
                    Issuer = Address,
                    Audience = ClientId,
                    Subject = new ClaimsIdentity([.. given.Claims, new Claim("nonce", given.Nonce)]),
                    Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
                    SigningCredentials = new(signer, SecurityAlgorithms.RsaSha256),
                }
            ),
        };
    }
}

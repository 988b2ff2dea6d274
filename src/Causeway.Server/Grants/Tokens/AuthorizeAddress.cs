using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Duende.IdentityModel.Client;

namespace Causeway.Server.Grants.Tokens;

/// <summary>The address at which a user authorizes at a source.</summary>
public static class AuthorizeAddress
{
    public static Uri Of(
        ConnectorAuth.OAuth2 oauth,
        SourceApplication application,
        IReadOnlyDictionary<string, Secret> fields,
        string redirectUri,
        string state,
        string verifier
    )
    {
        var more = new Parameters();
        foreach (var (name, value) in oauth.AuthorizeParameters)
        {
            more.Add(name, value);
        }

        var address = new RequestUrl(AddressTemplate.Fill(oauth.Authorize, fields)).CreateAuthorizeUrl(
            clientId: application.Id,
            responseType: "code",
            scope: oauth.Scopes.Count == 0 ? null : string.Join(oauth.ScopeSeparator, oauth.Scopes),
            redirectUri: redirectUri,
            state: state,
            codeChallenge: oauth.Pkce ? ChallengeOf(verifier) : null,
            codeChallengeMethod: oauth.Pkce ? "S256" : null,
            extra: more
        );
        return new Uri(address);
    }

    private static string ChallengeOf(string verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}

/// <summary>Text that nobody guesses.</summary>
public static class RandomText
{
    /// <summary>256 bits of it.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

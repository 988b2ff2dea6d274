using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Applications;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;

namespace Causeway.Server.Grants.Tokens;

/// <summary>Opens and seals the tokens of grants, and knows how each integration's are got.</summary>
public sealed class GrantTokens(
    Vault vault,
    ConnectorCatalog catalog,
    SourceApplications applications,
    TokenEndpoint endpoint,
    TimeProvider time
)
{
    /// <summary>A grant's tokens.</summary>
    public TokenSet Open(Grant grant) => TokenSet.Read(vault.Open(PurposeOf(grant.Id), grant.SealedTokens));

    /// <summary>What a grant's tokens are sealed for.</summary>
    public static SealPurpose PurposeOf(GrantId grant) => new("Causeway.Tokens", grant.ToString());

    /// <summary>The integration's way by client credentials, if that is its way: then a new token needs no refresh token.</summary>
    public ConnectorAuth.ClientCredentials? AsksAnew(string integrationKey) =>
        catalog.TryGet(integrationKey, out var entry) ? entry.Manifest.Auth as ConnectorAuth.ClientCredentials : null;

    /// <summary>Who asks the token endpoint, and how.</summary>
    /// <returns>Why nobody can, if the integration or its application is missing.</returns>
    public async Task<Outcome<TokenClient>> ClientOfAsync(
        CausewayDb db,
        string integrationKey,
        TokenSet held,
        CancellationToken ct
    )
    {
        if (!catalog.TryGet(integrationKey, out var entry))
        {
            return Refusal.Conflict($"This server no longer has the integration {integrationKey}.");
        }

        switch (entry.Manifest.Auth)
        {
            case ConnectorAuth.OAuth2 oauth:
                return await applications.FindAsync(db, integrationKey, ct) is { } application
                    ? ClientOf(oauth, application, held.Fields)
                    : Refusal.Conflict($"{entry.Manifest.Name} has no client id and secret on this server.");
            case ConnectorAuth.ClientCredentials credentials:
                return ClientOf(credentials, held.Fields);
            default:
                return Refusal.Conflict($"{entry.Manifest.Name} is no longer authorized by OAuth.");
        }
    }

    /// <summary>The client for the authorization code flow.</summary>
    public static TokenClient ClientOf(
        ConnectorAuth.OAuth2 oauth,
        SourceApplication application,
        IReadOnlyDictionary<string, Secret> fields
    ) =>
        new()
        {
            Address = AddressTemplate.Fill(oauth.Token, fields),
            Application = application,
            Proof = oauth.ClientProof,
            Rules = oauth.Rules,
            Parameters = oauth.TokenParameters,
            Headers = oauth.TokenHeaders,
            Kept = oauth.TokenValues,
        };

    /// <summary>The client for a firm's own client id and secret.</summary>
    public static TokenClient ClientOf(
        ConnectorAuth.ClientCredentials credentials,
        IReadOnlyDictionary<string, Secret> fields
    ) =>
        new()
        {
            Address = AddressTemplate.Fill(credentials.Token, fields),
            Application = new SourceApplication(
                fields[credentials.ClientId.Name].Reveal(),
                fields[credentials.ClientSecret.Name]
            ),
            Proof = credentials.ClientProof,
            Rules = credentials.Rules,
            Parameters = credentials.TokenParameters,
        };

    /// <summary>Asks the source for the next tokens.</summary>
    public Task<TokenAnswer> RenewAsync(string integrationKey, TokenSet held, TokenClient client) =>
        AsksAnew(integrationKey) is { } credentials
            ? endpoint.RequestAsync(client, ScopeOf(credentials), CancellationToken.None)
            : endpoint.RefreshAsync(client, held.RefreshToken!, CancellationToken.None);

    /// <summary>What the tokens of an answer are to a grant, sealed.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="fields">What the token endpoint will need again.</param>
    /// <param name="granted">The answer.</param>
    /// <param name="rules">The source's rules.</param>
    /// <param name="before">The refresh token that was redeemed: it stays if the answer has none.</param>
    /// <param name="absolute">When the authorization ends, as far as was known before.</param>
    /// <param name="since">From when on the times in the answer count; absent for now.</param>
    public NewTokens Seal(
        GrantId grant,
        IReadOnlyDictionary<string, Secret> fields,
        TokenAnswer.Granted granted,
        TokenRules rules,
        Secret? before = null,
        DateTimeOffset? absolute = null,
        DateTimeOffset? since = null
    )
    {
        var now = since ?? time.GetUtcNow();
        var lifetime = TokenTiming.LifetimeOf(granted.ExpiresIn, rules);
        var set = new TokenSet
        {
            AccessToken = granted.AccessToken,
            RefreshToken = granted.RefreshToken ?? before,
            Fields = fields,
        };
        return new NewTokens
        {
            SealedTokens = vault.Seal(PurposeOf(grant), set.Write()),
            RefreshHash = TokenSet.HashOf(set.RefreshToken),
            AccessExpires = now + lifetime,
            RefreshFrom = TokenTiming.RefreshFrom(now, lifetime),
            IdleExpires = set.RefreshToken is null ? null : now + (SpanOf(granted.IdleExpiresIn) ?? rules.IdleLimit),
            AbsoluteExpires = SpanOf(granted.AbsoluteExpiresIn) is { } left ? now + left : absolute,
        };
    }

    private static TimeSpan? SpanOf(long? seconds) =>
        seconds is > 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds.Value) : null;

    /// <summary>The scopes as they are asked for; null for those that the source gives by itself.</summary>
    public static string? ScopeOf(ConnectorAuth.ClientCredentials credentials) =>
        credentials.Scopes.Count == 0 ? null : string.Join(' ', credentials.Scopes);

    /// <summary>The rules of an integration's tokens.</summary>
    public TokenRules RulesOf(string integrationKey) =>
        catalog.TryGet(integrationKey, out var entry)
            ? entry.Manifest.Auth switch
            {
                ConnectorAuth.OAuth2 oauth => oauth.Rules,
                ConnectorAuth.ClientCredentials credentials => credentials.Rules,
                _ => new TokenRules(),
            }
            : new TokenRules();
}

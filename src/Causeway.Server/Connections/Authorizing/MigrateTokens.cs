using System.Globalization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Http;
using Causeway.Server.Integrations;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>
/// Takes over an authorization that the client has: tokens that were got elsewhere, or a client id and secret. They are in the vault before the source
/// is called, because a refresh token that is redeemed for the trial is good only once.
/// </summary>
public sealed class MigrateTokens(
    GrantStaging staging,
    TokenEndpoint endpoint,
    LinkConnection link,
    ProveIdentity prove,
    TimeProvider time
)
{
    private static readonly string[] NotKept =
    [
        OAuthFields.AccessToken,
        OAuthFields.RefreshToken,
        OAuthFields.ExpiresIn,
        OAuthFields.AuthorizedOn,
    ];

    /// <summary>Takes over tokens.</summary>
    public async Task<AuthorizationOutcome> RunAsync(
        Connection connection,
        CatalogEntry entry,
        ConnectorAuth.OAuth2 oauth,
        IReadOnlyDictionary<string, string?> given,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var fields = OAuthFields.Of(oauth);
        var values = AuthorizationValues.Check(fields, given, canChooseOrganisation: entry.Parts.Probe is not null);
        if ((values.Refusal ?? Missing(values.Value) ?? await link.FindRivalAsync(connection, ct)) is { } wrong)
        {
            return new AuthorizationOutcome.Refused(wrong);
        }

        var access = values.Value.GetValueOrDefault(OAuthFields.AccessToken);
        var granted = new TokenAnswer.Granted(
            access ?? new Secret(""),
            values.Value.GetValueOrDefault(OAuthFields.RefreshToken),
            SecondsIn(values.Value)
        );
        var kept = values
            .Value.Where(v => !NotKept.Contains(v.Key))
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        var grant = await staging.StageAsync(
            entry.Manifest.Key,
            FieldsOf(oauth, kept),
            granted,
            ConsentedOn(values.Value),
            ct
        );
        return await prove.RunAsync(new AuthorizationAttempt(connection, entry.Manifest, kept, grant, actor), ct);
    }

    /// <summary>Takes a client id and secret of the firm's own, and gets the first token with them.</summary>
    public async Task<AuthorizationOutcome> RunAsync(
        Connection connection,
        CatalogEntry entry,
        ConnectorAuth.ClientCredentials auth,
        IReadOnlyDictionary<string, string?> given,
        ConnectionActor actor,
        CancellationToken ct
    )
    {
        var values = AuthorizationValues.Check(
            auth.Fields,
            given,
            canChooseOrganisation: entry.Parts.Probe is not null
        );
        if ((values.Refusal ?? await link.FindRivalAsync(connection, ct)) is { } wrong)
        {
            return new AuthorizationOutcome.Refused(wrong);
        }

        var answer = await endpoint.RequestAsync(
            GrantTokens.ClientOf(auth, values.Value),
            GrantTokens.ScopeOf(auth),
            ct
        );
        if (answer is not TokenAnswer.Granted granted)
        {
            return new AuthorizationOutcome.Refused(TokenRefusal.For(answer, byUser: true));
        }

        var grant = await staging.StageAsync(entry.Manifest.Key, values.Value, granted, time.GetUtcNow(), ct);
        return await prove.RunAsync(
            new AuthorizationAttempt(connection, entry.Manifest, values.Value, grant, actor),
            ct
        );
    }

    /// <summary>Of what was entered, what the token endpoint needs again.</summary>
    public static IReadOnlyDictionary<string, Secret> FieldsOf(
        ConnectorAuth.OAuth2 oauth,
        IReadOnlyDictionary<string, Secret> values
    ) =>
        oauth
            .Inputs.Where(f => values.ContainsKey(f.Name))
            .ToDictionary(f => f.Name, f => values[f.Name], StringComparer.Ordinal);

    private static Refusal? Missing(Dictionary<string, Secret> values) =>
        values.ContainsKey(OAuthFields.AccessToken) || values.ContainsKey(OAuthFields.RefreshToken)
            ? null
            : Refusal.Invalid(
                OAuthFields.RefreshToken,
                $"{OAuthFields.RefreshToken} or {OAuthFields.AccessToken} is missing."
            );

    private static int SecondsIn(Dictionary<string, Secret> values) =>
        values.TryGetValue(OAuthFields.ExpiresIn, out var text)
            ? int.Parse(text.Reveal(), CultureInfo.InvariantCulture)
            : 0;

    private DateTimeOffset ConsentedOn(Dictionary<string, Secret> values) =>
        values.TryGetValue(OAuthFields.AuthorizedOn, out var text)
        && DateTimeOffset.TryParse(
            text.Reveal(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var on
        )
            ? on
            : time.GetUtcNow();
}

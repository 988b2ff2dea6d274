using Causeway.Contracts.Connectors;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>The flat body of <c>PUT …/authorization</c> for a connector that is authorized by OAuth: tokens that were got elsewhere.</summary>
public static class OAuthFields
{
    public const string AccessToken = "accessToken";
    public const string RefreshToken = "refreshToken";
    public const string ExpiresIn = "expiresIn";
    public const string AuthorizedOn = "authorizedOn";

    /// <summary>What may be sent.</summary>
    public static IReadOnlyList<AuthField> Of(ConnectorAuth.OAuth2 oauth) =>
        [
            Field(AccessToken, "Access token", AuthFieldKind.Password, optional: true),
            Field(RefreshToken, "Refresh token", AuthFieldKind.Password, optional: true),
            Field(ExpiresIn, "Seconds until the access token expires", AuthFieldKind.Text, optional: true) with
            {
                Pattern = "[0-9]{1,9}",
                Help = "A whole number of seconds.",
            },
            Field(AuthorizedOn, "When the user agreed", AuthFieldKind.Text, optional: true) with
            {
                Pattern = @"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?Z)?",
                Help = "A date, or an instant in UTC.",
            },
            .. oauth.Inputs,
            .. oauth
                .CallbackValues.Concat(oauth.TokenValues)
                .DistinctBy(v => v.Name)
                .Select(v => Field(v.Name, v.Parameter, AuthFieldKind.Text, !v.Required)),
        ];

    /// <summary>Whether the values are for the connector's other way and not for tokens.</summary>
    public static bool IsOtherwise(this ConnectorAuth.OAuth2 oauth, IReadOnlyDictionary<string, string?> given) =>
        oauth.Otherwise is { } other
        && !given.ContainsKey(AccessToken)
        && !given.ContainsKey(RefreshToken)
        && other.Fields.Any(f => given.ContainsKey(f.Name));

    private static AuthField Field(string name, string label, AuthFieldKind kind, bool optional) =>
        new()
        {
            Name = name,
            Label = label,
            Kind = kind,
            Optional = optional,
        };
}

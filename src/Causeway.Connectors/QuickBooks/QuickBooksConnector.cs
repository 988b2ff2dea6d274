using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.QuickBooks;

/// <summary>QuickBooks Online, Intuit's accounting system on the web.</summary>
public sealed class QuickBooksConnector : Connector
{
    private readonly QuickBooksParts parts;

    /// <summary>The connector to QuickBooks itself.</summary>
    public QuickBooksConnector()
        : this(QuickBooksAddresses.Of(new Uri("https://quickbooks.api.intuit.com/"))) { }

    internal QuickBooksConnector(QuickBooksAddresses addresses) => parts = new QuickBooksParts(addresses);

    /// <inheritdoc/>
    public override ConnectorManifest Manifest =>
        field ??= parts.Manifest with
        {
            Key = "qhyg",
            Name = "QuickBooks Online",
            IntegrationId = new Guid("6b1f34d0-93ec-4a55-b7a4-0e5d7c2a9101"),
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) => parts.Build(connector);
}

/// <summary>The companies that Intuit gives to developers to try things with.</summary>
public sealed class QuickBooksSandboxConnector : Connector
{
    private readonly QuickBooksParts parts;

    /// <summary>The connector to QuickBooks itself.</summary>
    public QuickBooksSandboxConnector()
        : this(QuickBooksAddresses.Of(new Uri("https://sandbox-quickbooks.api.intuit.com/"))) { }

    internal QuickBooksSandboxConnector(QuickBooksAddresses addresses) => parts = new QuickBooksParts(addresses);

    /// <inheritdoc/>
    public override ConnectorManifest Manifest =>
        field ??= parts.Manifest with
        {
            Key = "ndsk",
            Name = "QuickBooks Online Sandbox",
            IntegrationId = new Guid("6b1f34d0-93ec-4a55-b7a4-0e5d7c2a9102"),
            IsSandbox = true,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) => parts.Build(connector);
}

/// <summary>Where Intuit's servers are.</summary>
/// <param name="Api">The books.</param>
/// <param name="Authorize">Where users authorize.</param>
/// <param name="Token">Where codes and refresh tokens are redeemed.</param>
/// <param name="Revoke">Where access is given back.</param>
internal sealed record QuickBooksAddresses(Uri Api, Uri Authorize, Uri Token, Uri Revoke)
{
    public static QuickBooksAddresses Of(Uri api) =>
        new(
            api,
            new Uri("https://appcenter.intuit.com/connect/oauth2"),
            new Uri("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"),
            new Uri("https://developer.api.intuit.com/v2/oauth2/tokens/revoke")
        );
}

/// <summary>What both have in common.</summary>
internal sealed record QuickBooksParts(QuickBooksAddresses Addresses)
{
    /// <summary>The field of the company's id.</summary>
    public const string RealmField = "realmId";

    public ConnectorManifest Manifest =>
        new()
        {
            Key = "",
            Name = "",
            SourceType = SourceType.Accounting,
            IntegrationId = Guid.Empty,
            SourceId = new Guid("6b1f34d0-93ec-4a55-b7a4-0e5d7c2a9103"),
            Auth = new ConnectorAuth.OAuth2
            {
                Authorize = Addresses.Authorize.ToString(),
                Token = Addresses.Token.ToString(),
                Scopes = ["com.intuit.quickbooks.accounting"],
                Issuer = "https://oauth.platform.intuit.com/op/v1",
                // Intuit does not say that it takes it.
                Pkce = false,
                TokenHeaders = new Dictionary<string, string> { ["x-include-refresh-token-hard-expires-in"] = "true" },
                CallbackValues = [new("realmId", RealmField)],
                Revocation = new TokenRevocation(Addresses.Revoke.ToString())
                {
                    // It takes the application out of the company's list of apps.
                    Reach = RevocationReach.Organisation,
                    TakesJson = true,
                },
                Rules = new TokenRules
                {
                    DefaultLifetime = TimeSpan.FromHours(1),
                    // Intuit may take a refresh token that comes twice for a stolen one, and end the authorization.
                    LostAnswerGrace = TimeSpan.Zero,
                    IdleLimit = TimeSpan.FromDays(100),
                    AbsoluteLifetime = TimeSpan.FromDays(5 * 365),
                    IdleExpiresInMember = "x_refresh_token_expires_in",
                    AbsoluteExpiresInMember = "x_refresh_token_hard_expires_in",
                },
            },
            // 500 in a minute for a company, ten in a second for a company and an application.
            Budget = new RequestBudget(8, TimeSpan.FromSeconds(1), Concurrent: 8),
            LogoSvg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="QuickBooks Online"><rect width="64" height="64" rx="12" fill="#3b8f3e"/><path d="M13 19c7-4 13-3 19 1 6-4 12-5 19-1v27c-7-3-13-2-19 2-6-4-12-5-19-2z" fill="#fff"/><path d="M32 20v28" stroke="#3b8f3e" stroke-width="3"/><path d="M38 27l4 4 6-8" fill="none" stroke="#f2b84b" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>
                """,
        };

    public void Build(ConnectorBuilder connector) =>
        connector
            .Calls<QuickBooksApi>(Addresses.Api.ToString())
            .Probes<QuickBooksProbe>()
            .Reads<CompanyInfo, QuickBooksCompany>();
}

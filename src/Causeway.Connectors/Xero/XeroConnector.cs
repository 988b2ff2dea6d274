using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Xero;

/// <summary>Xero, an accounting system on the web.</summary>
public sealed class XeroConnector : Connector
{
    private static readonly Uri s_api = new("https://api.xero.com/");
    private static readonly Uri s_login = new("https://login.xero.com/");
    private static readonly Uri s_identity = new("https://identity.xero.com/");

    private readonly Uri api;
    private readonly Uri login;
    private readonly Uri identity;

    /// <summary>The connector to Xero itself.</summary>
    public XeroConnector()
        : this(s_api, s_login, s_identity) { }

    internal XeroConnector(Uri api, Uri login, Uri identity) =>
        (this.api, this.login, this.identity) = (api, login, identity);

    /// <inheritdoc/>
    public override ConnectorManifest Manifest =>
        field ??= new()
        {
            Key = "gbol",
            Name = "Xero",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("2f0d6d3c-6a0e-4f0c-8a3e-51c2b8f1d701"),
            SourceId = new Guid("2f0d6d3c-6a0e-4f0c-8a3e-51c2b8f1d702"),
            Auth = new ConnectorAuth.OAuth2
            {
                Authorize = new Uri(login, "identity/connect/authorize").ToString(),
                Token = new Uri(identity, "connect/token").ToString(),
                Scopes = ["offline_access", "accounting.settings.read"],
                Issuer = identity.GetLeftPart(UriPartial.Authority),
                // Xero's revocation endpoint ends all that the user has given this server, for every organisation: XeroRevocation ends one.
                Rules = new TokenRules
                {
                    DefaultLifetime = TimeSpan.FromMinutes(30),
                    LostAnswerGrace = TimeSpan.FromMinutes(30),
                    IdleLimit = TimeSpan.FromDays(60),
                },
            },
            // 60 in a minute and five at once for an organisation, and 5,000 in a day.
            Budget = new RequestBudget(60, TimeSpan.FromMinutes(1), Concurrent: 5),
            LogoSvg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Xero"><rect width="64" height="64" rx="12" fill="#1a7f9c"/><path d="M15 17h24a5 5 0 0 1 5 5v28H20a5 5 0 0 1-5-5z" fill="#fff"/><path d="M22 25h15M22 32h15M22 39h9" stroke="#1a7f9c" stroke-width="3" stroke-linecap="round"/><path d="M44 27h5v18a5 5 0 0 1-5 5z" fill="#bfe3ec"/></svg>
                """,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<XeroApi>(api.ToString())
            .Probes<XeroProbe>()
            .Revokes<XeroRevocation>()
            .Reads<CompanyInfo, XeroCompany>();
}

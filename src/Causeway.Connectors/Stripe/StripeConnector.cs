using Causeway.Connectors.Stripe.Api;
using Causeway.Connectors.Stripe.Catalogue;
using Causeway.Connectors.Stripe.Money;
using Causeway.Connectors.Stripe.Sales;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe;

/// <summary>Stripe, by which firms take payments, sell and invoice on the web.</summary>
public sealed class StripeConnector : Connector
{
    private readonly StripeParts parts;

    /// <summary>The connector to Stripe itself.</summary>
    public StripeConnector()
        : this(StripeParts.Api, StripeParts.Connect) { }

    internal StripeConnector(Uri api, Uri connect) => parts = new StripeParts(api, connect, IsTest: false);

    /// <inheritdoc/>
    public override ConnectorManifest Manifest =>
        field ??= parts.Manifest with
        {
            Key = "exgd",
            Name = "Stripe",
            IntegrationId = new Guid("43b64770-a953-46d6-ab30-46c21094a276"),
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) => parts.Build(connector);
}

/// <summary>Stripe's test mode, which has customers and payments of its own that are nobody's.</summary>
public sealed class StripeTestConnector : Connector
{
    private readonly StripeParts parts;

    /// <summary>The connector to Stripe itself.</summary>
    public StripeTestConnector()
        : this(StripeParts.Api, StripeParts.Connect) { }

    internal StripeTestConnector(Uri api, Uri connect) => parts = new StripeParts(api, connect, IsTest: true);

    /// <inheritdoc/>
    public override ConnectorManifest Manifest =>
        field ??= parts.Manifest with
        {
            Key = "yzth",
            Name = "Stripe Test",
            IntegrationId = new Guid("43b64770-a953-46d6-ab30-46c21094a277"),
            IsSandbox = true,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) => parts.Build(connector);
}

/// <summary>What both modes have in common.</summary>
/// <param name="ApiAddress">The address of the API.</param>
/// <param name="ConnectAddress">The address at which users authorize.</param>
/// <param name="IsTest">Whether it is the test mode.</param>
internal sealed record StripeParts(Uri ApiAddress, Uri ConnectAddress, bool IsTest)
{
    /// <summary>The field of the key.</summary>
    public const string KeyField = "apiKey";

    /// <summary>The account that authorized, as the token endpoint names it.</summary>
    public const string AccountField = "stripeUserId";

    // An access token of Stripe's does not expire.
    private static readonly TimeSpan s_forEver = TimeSpan.FromDays(10 * 365);

    public static Uri Api { get; } = new("https://api.stripe.com/");

    public static Uri Connect { get; } = new("https://connect.stripe.com/");

    private string Mode => IsTest ? "test" : "live";

    public ConnectorManifest Manifest =>
        new()
        {
            Key = "",
            Name = "",
            SourceType = SourceType.Commerce,
            IntegrationId = Guid.Empty,
            SourceId = new Guid("9a96f326-226a-4e0f-923a-6758fdba40cc"),
            Auth = new ConnectorAuth.OAuth2
            {
                Authorize = new Uri(ConnectAddress, "oauth/authorize").ToString(),
                Token = new Uri(ConnectAddress, "oauth/token").ToString(),
                Scopes = ["read_only"],
                // Whoever connects has an account already: not the form for a new one.
                AuthorizeParameters = new Dictionary<string, string> { ["stripe_landing"] = "login" },
                // Connect knows nothing of it, and refuses parameters that it does not know.
                Pkce = false,
                ClientProof = ClientProof.Form,
                TokenValues = [new("stripe_user_id", AccountField) { Required = false }],
                Rules = new TokenRules { DefaultLifetime = s_forEver },
                Otherwise = new ConnectorAuth.ApiKey(
                    new AuthField
                    {
                        Name = KeyField,
                        Label = "Restricted key",
                        Kind = AuthFieldKind.Password,
                        Pattern = $"(rk|sk)_{Mode}_[A-Za-z0-9]{{8,250}}",
                        Help =
                            $"Make one in Stripe under Developers, API keys, with the permission to read all core resources, Billing, Checkout and Terminal. It begins with rk_{Mode}_.",
                    }
                ),
            },
            // Stripe allows 100 reads in a second, 25 in test mode, to all who call for one account.
            Budget = new RequestBudget(IsTest ? 15 : 50, TimeSpan.FromSeconds(1), Concurrent: 8),
            LogoSvg = StripeLogo.Svg,
        };

    public void Build(ConnectorBuilder connector) =>
        connector
            .Calls<StripeApi>(ApiAddress.ToString())
            .Probes<StripeProbe>()
            .Revokes<StripeRevocation>()
            .Reads<CommerceCompanyInfo, StripeProfile>()
            .Reads<CommerceLocation, StripeLocations>()
            .Reads<CommerceTaxComponent, StripeTaxRates>()
            .Reads<CommerceProduct, StripeProducts>()
            .Reads<CommerceCustomer, StripeCustomers>()
            .Reads<CommercePaymentMethod, StripeMethods>()
            .Reads<CommerceOrder, StripeOrders>()
            .Reads<CommercePayment, StripePayments>()
            .Reads<CommerceTransaction, StripeTransactions>()
            .Reads<CommerceDispute, StripeDisputes>();
}

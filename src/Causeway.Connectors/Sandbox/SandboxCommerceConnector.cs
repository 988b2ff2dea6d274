using Causeway.Connectors.Sandbox.Commerce;
using Causeway.Connectors.Sandbox.Commerce.Catalogue;
using Causeway.Connectors.Sandbox.Commerce.Customers;
using Causeway.Connectors.Sandbox.Commerce.Orders;
using Causeway.Connectors.Sandbox.Commerce.Payments;
using Causeway.Connectors.Sandbox.Commerce.Shops;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox;

/// <summary>Made-up shops whose sums add up, in which time passes.</summary>
public sealed class SandboxCommerceConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "aiwb",
            Name = "Commerce Sandbox",
            SourceType = SourceType.Commerce,
            IntegrationId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a03"),
            SourceId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a04"),
            Auth = SandboxChoices.Of(ShopSets.All.Select(s => (s.Key, s.Name, s.Description)), writes: false),
            Budget = new RequestBudget(10_000, TimeSpan.FromMinutes(1)),
            LogoSvg = SandboxLogos.Commerce,
            IsSandbox = true,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<ShopSource>()
            .Probes<ShopProbe>()
            .Reads<CommerceCompanyInfo, SandboxShopProfile>()
            .Reads<CommerceLocation, SandboxShopLocations>()
            .Reads<CommerceTaxComponent, SandboxShopTaxParts>()
            .Reads<CommercePaymentMethod, SandboxShopMethods>()
            .Reads<CommerceProductCategory, SandboxShopCategories>()
            .Reads<CommerceProduct, SandboxShopProducts>()
            .Reads<CommerceCustomer, SandboxShoppers>()
            .Reads<CommerceOrder, SandboxShopOrders>()
            .Reads<CommercePayment, SandboxShopPayments>()
            .Reads<CommerceTransaction, SandboxShopTransactions>()
            .Reads<CommerceDispute, SandboxShopDisputes>();
}

using Causeway.Connectors.QuickBooks;
using Causeway.Connectors.Sandbox;
using Causeway.Connectors.Stripe;
using Causeway.Connectors.Tryton;
using Causeway.Connectors.Xero;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors;

/// <summary>The connectors that come with the server.</summary>
public static class BuiltInConnectors
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Connector> All { get; } =
    [
        new SandboxConnector(),
        new SandboxCommerceConnector(),
        new SandboxBankingConnector(),
        new TrytonConnector(),
        new StripeConnector(),
        new StripeTestConnector(),
        new XeroConnector(),
        new QuickBooksConnector(),
        new QuickBooksSandboxConnector(),
    ];
}

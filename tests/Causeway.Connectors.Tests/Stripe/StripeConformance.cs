using Causeway.Connectors.Stripe;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>Against a busy shop made of the official fixtures.</summary>
public sealed class StripeConformance : ConnectorConformance<StripeConnector>, IAsyncLifetime
{
    private StripeServer server = null!;

    public async ValueTask InitializeAsync() => server = await StripeServer.StartAsync(StripeShops.Busy());

    public ValueTask DisposeAsync() => server.DisposeAsync();

    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(StripeSessions.Open(server, new StripeConnector(server.Url, server.Url)));
}

/// <summary>The same for the test mode.</summary>
public sealed class StripeTestConformance : ConnectorConformance<StripeTestConnector>, IAsyncLifetime
{
    private StripeServer server = null!;

    public async ValueTask InitializeAsync() => server = await StripeServer.StartAsync(StripeShops.Busy(size: 4));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(StripeSessions.Open(server, new StripeTestConnector(server.Url, server.Url)));
}

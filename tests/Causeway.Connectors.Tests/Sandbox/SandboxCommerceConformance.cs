using Causeway.Connectors.Sandbox;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxCommerceConformance : ConnectorConformance<SandboxCommerceConnector>
{
    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(
            new SandboxWorld("craft-store", new SandboxCommerceConnector()).After(TimeSpan.FromMinutes(7)).Session
        );
}

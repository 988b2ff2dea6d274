using Causeway.Connectors.Sandbox;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxConformance : ConnectorConformance<SandboxConnector>
{
    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(new SandboxWorld("workshop-1k").After(TimeSpan.FromMinutes(7)).Session);
}

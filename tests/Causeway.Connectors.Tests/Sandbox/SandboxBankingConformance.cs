using Causeway.Connectors.Sandbox;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxBankingConformance : ConnectorConformance<SandboxBankingConnector>
{
    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(
            new SandboxWorld("workshop-1k", new SandboxBankingConnector()).After(TimeSpan.FromMinutes(7)).Session
        );
}

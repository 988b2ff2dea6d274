using Causeway.Connectors.Tryton;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Against the live server's books that no test writes to.</summary>
public sealed class TrytonConformance(TrytonServer server) : ConnectorConformance<TrytonConnector>
{
    protected override Task<ConnectorSession> OpenAsync() =>
        Task.FromResult(
            new ConnectorSession(
                new TrytonConnector(),
                server.Connection(database: "books"),
                TimeProvider.System,
                server.Http
            )
        );
}

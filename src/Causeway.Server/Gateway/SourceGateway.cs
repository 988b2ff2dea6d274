using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Gateway;

/// <summary>The one way out to sources.</summary>
public sealed class SourceGateway(
    IHttpMessageHandlerFactory handlers,
    CallBudget budget,
    NetworkGuard guard,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    /// <summary>The name of the HTTP pipeline that all connectors share.</summary>
    public const string Pipeline = "sources";

    /// <summary>A client for one connection.</summary>
    /// <param name="manifest">The connector, for its budget.</param>
    /// <param name="connection">The connection, whose calls are counted and limited.</param>
    /// <param name="baseAddress">Where relative addresses start.</param>
    public HttpClient Open(ConnectorManifest manifest, ConnectionId connection, Uri? baseAddress)
    {
        var handler = new SourceHandler(
            handlers.CreateHandler(Pipeline),
            manifest,
            connection,
            budget,
            guard,
            time
        );
        return new HttpClient(handler, disposeHandler: false) { BaseAddress = baseAddress, Timeout = options.Value.Timeout };
    }
}

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
    /// <param name="connection">The connection, whose calls are counted, limited and authorized.</param>
    /// <param name="baseAddress">Where relative addresses start.</param>
    public HttpClient Open(ConnectorManifest manifest, SourceConnection connection, Uri? baseAddress)
    {
        var handler = new SourceHandler(
            handlers.CreateHandler(Pipeline),
            manifest,
            connection.ConnectionId,
            budget,
            guard,
            time
        );
        var authorized = RequestAuthorization.For(manifest.Auth, connection, baseAddress) is { } authorization
            ? new AuthorizedHandler(handler, authorization)
            : (HttpMessageHandler)handler;
        return new HttpClient(authorized, disposeHandler: false)
        {
            BaseAddress = baseAddress,
            Timeout = options.Value.Timeout,
        };
    }

    /// <summary>A client for what belongs to no connection, or must not wait for its budget: a token endpoint.</summary>
    public HttpClient OpenPlain(TimeSpan timeout) =>
        new(handlers.CreateHandler(Pipeline), disposeHandler: false) { Timeout = timeout };

    /// <summary>Refuses an address that this server may not reach, with the reason.</summary>
    /// <exception cref="SourceException">It may not be reached, or its host is not known.</exception>
    public Task CheckAsync(string address, CancellationToken ct) => guard.ResolveAsync(new Uri(address).Host, ct);
}

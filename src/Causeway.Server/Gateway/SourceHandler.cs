using System.Diagnostics.Metrics;
using System.Net;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Gateway;

/// <summary>What happens to each call of a connection: the guard, the budget, the count, and the wait that the source asks for.</summary>
internal sealed class SourceHandler(
    HttpMessageHandler inner,
    ConnectorManifest manifest,
    ConnectionId connection,
    CallBudget budget,
    NetworkGuard guard,
    TimeProvider time
) : DelegatingHandler(inner)
{
    private static readonly Meter Meter = new("Causeway.Gateway");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("causeway.source.calls");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        // Before the call, so that the user reads why; the connection itself is guarded again.
        await guard.ResolveAsync(request.RequestUri!.Host, cancellationToken);
        using var call = await budget.TakeAsync(connection, manifest.Budget, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        Calls.Add(
            1,
            new KeyValuePair<string, object?>("integration", manifest.Key),
            new KeyValuePair<string, object?>("status", (int)response.StatusCode)
        );
        if (
            response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            && RetryAfter.Of(response.Headers, time.GetUtcNow()) is { } wait
        )
        {
            budget.Pause(connection, wait);
        }

        return response;
    }
}

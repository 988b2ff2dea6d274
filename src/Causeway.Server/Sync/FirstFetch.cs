using Causeway.Server.Connections;
using Causeway.Server.Sync.Datasets;
using Wolverine.Attributes;

namespace Causeway.Server.Sync;

/// <summary>Reads a connection's data as soon as its user has authorized it in Link.</summary>
public static class FirstFetchHandler
{
    [NonTransactional]
    public static async Task HandleAsync(ConnectionLinked message, RefreshCompanyData refresh, CancellationToken ct)
    {
        if (message.ThroughLink)
        {
            // A refusal means that it was given up again meanwhile: nothing to do.
            await refresh.RunAsync(message.CompanyId, message.ConnectionId, DatasetCause.Linked, ct);
        }
    }
}

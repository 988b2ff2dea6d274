using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Xero;

/// <summary>Lists the organisations that the user connected; there may be several.</summary>
internal sealed class XeroProbe(XeroApi xero) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var connections = await xero.ConnectionsAsync(ct);
        return connections.Count == 0
            ? throw new SourceException(
                new SourceFailure(
                    SourceFailureCategory.Permission,
                    "No organisation is connected: choose one when Xero asks for it."
                )
            )
            : new SourceIdentity([
                .. connections.Select(c => new SourceOrganisation(c.TenantId, c.TenantName ?? c.TenantId)),
            ]);
    }
}

/// <summary>Disconnects one organisation, and leaves the others that the same user connected.</summary>
internal sealed class XeroRevocation(XeroApi xero, SourceConnection connection) : SourceRevocation
{
    public override async Task RevokeAsync(CancellationToken ct)
    {
        var tenant = connection.Value(SourceConnection.OrganisationField);
        foreach (var connected in (await xero.ConnectionsAsync(ct)).Where(c => c.TenantId == tenant))
        {
            try
            {
                await xero.DisconnectAsync(connected, ct);
            }
            catch (SourceException e) when (e.Failure.Category is SourceFailureCategory.NotFound)
            {
                // It was disconnected in this very moment.
            }
        }
    }
}

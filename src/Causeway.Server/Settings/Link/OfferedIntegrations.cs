using Causeway.Server.Integrations;
using Causeway.Server.Storage;

namespace Causeway.Server.Settings.Link;

/// <summary>The integrations that Link's settings name.</summary>
public sealed class OfferedIntegrations(CausewayDb db) : IOfferedIntegrations
{
    public async Task<IReadOnlyList<string>?> FindAsync(CancellationToken ct) =>
        (await LinkSettings.ReadAsync(db, ct)).Integrations;
}

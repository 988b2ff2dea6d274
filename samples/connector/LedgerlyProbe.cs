using Causeway.Contracts.Connectors;

namespace Ledgerly;

/// <summary>Tries the token, and says whose books it opens.</summary>
internal sealed class LedgerlyProbe(LedgerlyClient ledgerly) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        using var me = await ledgerly.GetAsync("me", ct);
        var organisation = me.RootElement.GetProperty("organisation");
        return new SourceIdentity([
            new SourceOrganisation(
                organisation.GetProperty("id").GetString()!,
                organisation.GetProperty("name").GetString()!
            ),
        ]);
    }
}

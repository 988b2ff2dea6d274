using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Tells which made-up firm was chosen.</summary>
internal sealed class FirmProbe(FirmSource source) : SourceProbe
{
    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var set = source.Firm.Set;
        return Task.FromResult(
            new SourceIdentity([new SourceOrganisation(set.Key, set.Name)])
            {
                ConnectionInfo = new Dictionary<string, string>
                {
                    ["dataSet"] = set.Key,
                    ["business"] = set.Name,
                    ["baseCurrency"] = set.Land.Currency,
                },
            }
        );
    }
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Orders;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>What the taxes of a land are made of.</summary>
internal static class TaxParts
{
    /// <summary>The components of a tax, in hundredths of a percent.</summary>
    public static IEnumerable<(string Id, string Name, int Points)> Of(TaxRule rule) =>
        rule.Parts.Length is 0
            ? [(rule.Code, rule.Name, rule.BasisPoints)]
            : rule.Parts.Select(p => ($"{rule.Code}-{p.Name}", p.Name, p.BasisPoints));

    /// <summary>How much of a tax each component causes; the last takes what rounding leaves.</summary>
    public static IReadOnlyList<SandboxShopTax> Shares(TaxRule rule, long tax)
    {
        var parts = Of(rule).ToList();
        var shares = new List<SandboxShopTax>(parts.Count);
        var rest = tax;
        for (var i = 0; i < parts.Count; i++)
        {
            var (id, name, points) = parts[i];
            var share = i == parts.Count - 1 ? rest : Money.Share(tax, points, rule.BasisPoints);
            shares.Add(new SandboxShopTax(id, name, share));
            rest -= share;
        }

        return shares;
    }
}

using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>What the taxes on orders are made of.</summary>
internal sealed class SandboxShopTaxParts(ShopSource source)
    : Reader<SandboxShopTaxPart, CommerceTaxComponent>(SandboxJson.Default.SandboxShopTaxPart)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override CommerceTaxComponent Map(SandboxShopTaxPart source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Rate = source.Points / 10_000m,
            IsCompound = false,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxShopTaxPart> FeedOf(Trading trading) =>
        Feed<SandboxShopTaxPart>.OfAll(
            SandboxJson.Default.SandboxShopTaxPart,
            [
                .. trading
                    .Set.Land.Taxes.SelectMany(TaxParts.Of)
                    .Select(p => new SandboxShopTaxPart(p.Id, p.Name, p.Points, trading.Founded)),
            ]
        );
}

/// <summary>A tax component as the made-up shop keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Points">Hundredths of a percent.</param>
/// <param name="Changed">When it last changed, in milliseconds since 1970.</param>
internal sealed record SandboxShopTaxPart(string Id, string Name, int Points, long Changed) : ISandboxRow;

using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Shops;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>The web shop's store and the shops in towns.</summary>
internal sealed class SandboxShopLocations(ShopSource source)
    : Reader<SandboxShopLocation, CommerceLocation>(SandboxJson.Default.SandboxShopLocation)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            trading =>
                Feed<SandboxShopLocation>.OfAll(
                    SandboxJson.Default.SandboxShopLocation,
                    [.. Enumerable.Range(0, trading.Set.Branches + 1).Select(branch => Row(trading, branch))]
                ),
            ct
        );

    public override CommerceLocation Map(SandboxShopLocation source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Address = ShopParts.ToAddress(source.Address),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static SandboxShopLocation Row(Trading trading, int branch)
    {
        var (shop, land) = (trading.Shop, trading.Set.Land);
        var dice = new Dice(shop.Seed, Subject.Company, branch + 1);
        return new SandboxShopLocation(
            Shop.BranchId(branch),
            shop.BranchName(branch),
            Contacts.MakeAddress(ref dice, land) with
            {
                Use = "stock",
                Town = land.Towns[branch % land.Towns.Length],
            },
            trading.Founded
        );
    }
}

/// <summary>A place where the made-up shop sells or keeps goods.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Changed">When it last changed, in milliseconds since 1970.</param>
internal sealed record SandboxShopLocation(string Id, string Name, SandboxAddress Address, long Changed) : ISandboxRow;

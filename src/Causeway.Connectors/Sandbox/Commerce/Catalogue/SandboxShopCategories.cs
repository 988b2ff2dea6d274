using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>How products are sorted.</summary>
internal sealed class SandboxShopCategories(ShopSource source)
    : Reader<SandboxShopCategory, CommerceProductCategory>(SandboxJson.Default.SandboxShopCategory)
{
    private static readonly Party Root = new("goods", "All goods");
    private static readonly Party Offers = new("offers", "Offers");

    public static Party Limited { get; } = new("offers-limited", "For a short time");

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            trading => Feed<SandboxShopCategory>.OfAll(SandboxJson.Default.SandboxShopCategory, Rows(trading)),
            ct
        );

    public override CommerceProductCategory Map(SandboxShopCategory source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            AncestorRefs =
            [
                .. source.Above.Select(id => new CommerceRecordRef
                {
                    Id = id,
                    Type = DataType.Of<CommerceProductCategory>().Key,
                }),
            ],
            HasChildren = source.Children > 0,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    /// <summary>The category of products of a kind.</summary>
    public static Party Of(Trading trading, int kind) =>
        new(string.Create(CultureInfo.InvariantCulture, $"goods-{kind}"), trading.Set.Trade.Kinds[kind]);

    private static List<SandboxShopCategory> Rows(Trading trading)
    {
        var kinds = trading.Set.Trade.Kinds.Length;
        return
        [
            Row(trading, Root, [], kinds),
            .. Enumerable.Range(0, kinds).Select(kind => Row(trading, Of(trading, kind), [Root.Id], 0)),
            Row(trading, Offers, [], 1),
            Row(trading, Limited, [Offers.Id], 0),
        ];
    }

    private static SandboxShopCategory Row(Trading trading, Party category, string[] above, int children) =>
        new()
        {
            Id = category.Id,
            Name = category.Name,
            Above = above,
            Children = children,
            Changed = trading.Founded,
        };
}

/// <summary>A category as the made-up shop keeps it.</summary>
internal sealed record SandboxShopCategory : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The categories above, the nearest last.</summary>
    public required IReadOnlyList<string> Above { get; init; }

    public required int Children { get; init; }

    public required long Changed { get; init; }
}

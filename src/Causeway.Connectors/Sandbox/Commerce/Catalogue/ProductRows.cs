using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Shops;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>
/// Makes the rows of products. Their stock is counted once in as many turns as there are products. Products that are sold for a
/// short time only come every minute and vanish two minutes later; no order has them.
/// </summary>
internal sealed class ProductRows(Trading trading)
{
    private static readonly Passing Limited = new(Every: 4, Lives: 8, RevisedAfter: 5);

    private readonly Shop shop = trading.Shop;

    public List<SandboxShopProduct> Rows() =>
        [.. shop.Products.Select(Row), .. Limited.At(trading.Until).Select(LimitedRow)];

    private SandboxShopProduct Row(Product product)
    {
        var cycle = shop.Products.Length;
        var counted = (int)Math.Max(0, Contacts.LastOf(product.Number, cycle, trading.Until.Turns));
        var category = SandboxShopCategories.Of(trading, product.Kind);
        return Row(product, category, counted) with
        {
            // One that is no longer sold stays for the orders that have it.
            State = product.Number % 17 is 16 ? "hidden" : "shown",
            Made = trading.Founded,
            Changed = trading.ChangedIn(counted),
        };
    }

    private SandboxShopProduct LimitedRow(long pulse)
    {
        var change = Limited.ChangeOf(pulse, trading.Until);
        return Row(shop.Limited(pulse), SandboxShopCategories.Limited, change) with
        {
            State = change == pulse ? "shown" : "hidden",
            Made = trading.ChangedInPulse(pulse),
            Changed = trading.ChangedInPulse(change),
        };
    }

    private SandboxShopProduct Row(Product product, Party category, long count) =>
        new()
        {
            Id = product.Id,
            Name = product.Name,
            Text = $"{product.Name}, from {trading.Set.Name}",
            Category = category,
            Variants = [.. Enumerable.Range(0, product.Variants).Select(variant => VariantOf(product, variant, count))],
            State = "shown",
            Made = 0,
            Changed = 0,
        };

    private SandboxShopVariant VariantOf(Product product, int variant, long count)
    {
        var dice = new Dice(shop.Seed + (ulong)count, Subject.Item, (product.Number * 8) + variant);
        var stock = Enumerable
            .Range(0, trading.Set.Branches + 1)
            .Select(branch => new SandboxShopStock(
                new Party(Shop.BranchId(branch), shop.BranchName(branch)),
                dice.Between(0, 120)
            ))
            .ToList();
        var barcode = string.Create(CultureInfo.InvariantCulture, $"200{product.Number % 100_000_000:D8}{variant}");
        return new SandboxShopVariant
        {
            Id = product.VariantId(variant),
            Name = product.VariantName(variant),
            Sku = product.VariantId(variant).ToUpperInvariant(),
            Barcode = barcode + CheckDigitOf(barcode),
            TaxPoints = trading.Set.Land.Taxes[product.TaxRule].BasisPoints,
            Price = product.PriceOf(variant),
            Currency = trading.Set.Land.Currency,
            Stock = stock,
        };
    }

    /// <summary>The last digit of a bar code (EAN-13): with it the digits, every other taken three times, come to a multiple of ten.</summary>
    public static char CheckDigitOf(string twelve)
    {
        var sum = 0;
        for (var i = 0; i < twelve.Length; i++)
        {
            sum += (twelve[i] - '0') * (i % 2 is 0 ? 1 : 3);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}

/// <summary>A product as the made-up shop keeps it.</summary>
internal sealed record SandboxShopProduct : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Text { get; init; }

    public required Party Category { get; init; }

    public required IReadOnlyList<SandboxShopVariant> Variants { get; init; }

    /// <summary>shown or hidden.</summary>
    public required string State { get; init; }

    public required long Made { get; init; }

    public required long Changed { get; init; }
}

/// <summary>A size in which a product is sold.</summary>
internal sealed record SandboxShopVariant
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Sku { get; init; }

    public required string Barcode { get; init; }

    /// <summary>Hundredths of a percent.</summary>
    public required int TaxPoints { get; init; }

    /// <summary>Without tax, in pence.</summary>
    public required long Price { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<SandboxShopStock> Stock { get; init; }
}

/// <summary>How much there is at a location.</summary>
internal sealed record SandboxShopStock(Party Branch, int Units);

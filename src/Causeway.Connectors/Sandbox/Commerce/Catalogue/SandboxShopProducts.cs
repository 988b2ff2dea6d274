using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Catalogue;

/// <summary>What the shop sells.</summary>
internal sealed class SandboxShopProducts(ShopSource source)
    : Reader<SandboxShopProduct, CommerceProduct>(SandboxJson.Default.SandboxShopProduct)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            trading =>
                Feed<SandboxShopProduct>.OfAll(SandboxJson.Default.SandboxShopProduct, new ProductRows(trading).Rows()),
            ct
        );

    public override CommerceProduct Map(SandboxShopProduct source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Description = source.Text,
            Categorization = source.Category.Name,
            ProductCategoryRefs = [ShopParts.ToRef(source.Category)],
            IsGiftCard = false,
            Variants = [.. source.Variants.Select(v => ToVariant(source, v))],
            Status = StatusOf(source),
            CreatedDate = Parts.ToInstant(source.Made),
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static CommerceProductVariant ToVariant(SandboxShopProduct product, SandboxShopVariant variant) =>
        new()
        {
            Id = variant.Id,
            Name = variant.Name,
            IsTaxEnabled = variant.TaxPoints > 0,
            Sku = variant.Sku,
            Barcode = variant.Barcode,
            UnitOfMeasure = "piece",
            VatPercentage = variant.TaxPoints / 100m,
            Prices =
            [
                new CommerceProductPrice { Currency = variant.Currency, UnitPrice = Money.ToDecimal(variant.Price) },
            ],
            Inventory = new CommerceProductInventory
            {
                TotalQuantity = variant.Stock.Sum(s => s.Units),
                Locations =
                [
                    .. variant.Stock.Select(s => new CommerceProductInventoryLocation
                    {
                        Quantity = s.Units,
                        LocationRef = ShopParts.ToRef(s.Branch),
                    }),
                ],
            },
            ShippingRequired = true,
            Status = StatusOf(product),
            CreatedDate = Parts.ToInstant(product.Made),
            SourceModifiedDate = Parts.ToInstant(product.Changed),
        };

    private static CommerceProductStatus StatusOf(SandboxShopProduct product) =>
        product.State switch
        {
            "shown" => CommerceProductStatus.Published,
            "hidden" => CommerceProductStatus.Unpublished,
            _ => CommerceProductStatus.Unknown,
        };
}

using System.Text.Json;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Catalogue;

/// <summary>Products; each of a product's prices is a variant that can be bought.</summary>
internal sealed class StripeProducts(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeProduct, CommerceProduct>(stripe, time, StripeJson.Default.StripeProduct)
{
    // Below so many prices it takes fewer calls to read all of them than those of each product.
    private const int MostPages = 20;
    private const int FewProducts = 5;

    private static readonly StripeQuery s_prices = new("/v1/prices") { Expand = ["currency_options"] };

    private ILookup<string, JsonElement>? prices;
    private bool areTooMany;

    protected override IReadOnlyList<StripeList> Lists { get; } =
    [
        new("/v1/products")
        {
            Events = ["product.updated", "product.deleted", "price.created", "price.updated", "price.deleted"],
        },
    ];

    public override CommerceProduct Map(StripeProduct source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Description = source.Description,
            IsGiftCard = false,
            Variants = [.. (source.Prices?.Data ?? []).Select(price => ToVariant(source, price))],
            Status = StatusOf(source.Active),
            CreatedDate = source.Created.ToInstant(),
            SourceModifiedDate = source.Updated.ToInstant(),
        };

    protected override async Task PrepareAsync(IReadOnlyList<JsonElement> records, CancellationToken ct)
    {
        if (prices is null && !areTooMany && records.Count > FewProducts)
        {
            var (all, isAll) = await Api.ListAllAsync(s_prices, MostPages, ct);
            areTooMany = !isAll;
            prices = isAll ? all.ToLookup(ProductOf, StringComparer.Ordinal) : null;
        }
    }

    protected override async Task<IReadOnlyList<SourceRow>> RowsAsync(
        StripeList list,
        JsonElement record,
        CancellationToken ct
    )
    {
        var id = StripeRow.IdOf(record);
        var own = prices is not null
            ? prices[id]
            : (await Api.ListAllAsync(s_prices.With("product", id), int.MaxValue, ct)).Records;
        return [StripeRow.Of(id, record, ("prices", StripeRow.ListOf(own)))];
    }

    protected override Task<IReadOnlyList<string>> ChangedByAsync(
        StripeList list,
        JsonElement subject,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyList<string>>([
            subject.TryGetProperty("product", out _) ? ProductOf(subject) : StripeRow.IdOf(subject),
        ]);

    private static string ProductOf(JsonElement price)
    {
        var product = price.GetProperty("product");
        return product.ValueKind is JsonValueKind.String ? product.GetString()! : StripeRow.IdOf(product);
    }

    private static CommerceProductVariant ToVariant(StripeProduct product, StripePrice price) =>
        new()
        {
            Id = price.Id,
            Name = price.Nickname ?? product.Name,
            UnitOfMeasure = product.UnitLabel,
            ShippingRequired = product.Shippable,
            Prices = price.ToStandard(),
            Status = StatusOf(price.Active),
            CreatedDate = price.Created.ToInstant(),
        };

    private static CommerceProductStatus StatusOf(bool? active) =>
        active switch
        {
            true => CommerceProductStatus.Published,
            false => CommerceProductStatus.Unpublished,
            null => CommerceProductStatus.Unknown,
        };
}

/// <summary>A product, with its prices.</summary>
internal sealed record StripeProduct : IStripeRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public bool? Active { get; init; }
    public bool? Shippable { get; init; }
    public string? UnitLabel { get; init; }
    public long? Created { get; init; }
    public long? Updated { get; init; }

    /// <summary>Its prices, which are read beside it.</summary>
    public StripeListOf<StripePrice>? Prices { get; init; }
}

/// <summary>What a product costs, perhaps in several currencies.</summary>
internal sealed record StripePrice : IStripeRecord
{
    public required string Id { get; init; }
    public string? Nickname { get; init; }
    public bool? Active { get; init; }
    public string? Currency { get; init; }
    public decimal? UnitAmountDecimal { get; init; }
    public long? Created { get; init; }

    public IReadOnlyDictionary<string, StripeCurrencyOption>? CurrencyOptions { get; init; }

    /// <summary>By currency, its own first. One that depends on the quantity has no amount.</summary>
    public IReadOnlyList<CommerceProductPrice> ToStandard() =>
        [
            In(Currency, UnitAmountDecimal),
            .. (CurrencyOptions ?? new Dictionary<string, StripeCurrencyOption>())
                .Where(o => o.Key != Currency)
                .OrderBy(o => o.Key, StringComparer.Ordinal)
                .Select(o => In(o.Key, o.Value.UnitAmountDecimal)),
        ];

    private static CommerceProductPrice In(string? currency, decimal? units) =>
        new() { Currency = StripeMoney.CodeOf(currency), UnitPrice = StripeMoney.Of(units, currency) };
}

/// <summary>A price in another currency.</summary>
internal sealed record StripeCurrencyOption(decimal? UnitAmountDecimal);

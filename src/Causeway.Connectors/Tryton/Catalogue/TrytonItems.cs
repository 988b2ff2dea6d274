using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Catalogue;

/// <summary>What is bought and sold: each product, with what its template and its accounting category say.</summary>
internal sealed class TrytonItems(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonProduct, Item>(TrytonJson.Default.TrytonProduct)
{
    private static readonly string[] s_fields =
    [
        "active",
        "code",
        "description",
        "cost_price",
        "write_date",
        "create_date",
        "template.name",
        "template.code",
        "template.type",
        "template.consumable",
        "template.active",
        "template.list_price",
        "template.write_date",
        "template.create_date",
        .. TrytonCategory.Fields("template.account_category."),
        .. TrytonCategory.Fields("template.account_category.parent."),
        .. TrytonCategory.Fields("template.account_category.parent.parent."),
        "template.list_prices.write_date",
        "cost_prices.write_date",
    ];

    // A price is a record of its own, one for each company.
    private static readonly TrytonSearch s_search = new()
    {
        Model = "product.product",
        Domain = [],
        Fields = s_fields,
        Parts = ["template", "template.list_prices", "cost_prices", "template.account_category"],
    };

    private readonly TrytonReading reading = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        reading.ReadAsync([s_search], window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        reading.ReadIdsAsync([s_search], cursor, ct);

    public override Item Map(TrytonProduct source) =>
        new()
        {
            Id = TrytonKey.Of(source.Id),
            Name = source.Template?.Name,
            Code = source.Code ?? source.Template?.Code,
            // The modules for selling and buying say which way a product goes; without them it goes both.
            IsInvoiceItem = source.Template?.Salable ?? true,
            IsBillItem = source.Template?.Purchasable ?? true,
            InvoiceItem = new InvoiceItem
            {
                Description = source.Description,
                UnitPrice = source.Template?.ListPrice,
                AccountRef = source.Template?.AccountCategory?.Revenue?.ToAccountRef(),
                TaxRateRef = TaxOf(source.Template?.AccountCategory?.ForCustomers),
            },
            BillItem = new BillItem
            {
                Description = source.Description,
                UnitPrice = source.CostPrice,
                AccountRef = source.Template?.AccountCategory?.Expense?.ToAccountRef(),
                TaxRateRef = TaxOf(source.Template?.AccountCategory?.ForSuppliers),
            },
            ItemStatus =
                source.Active is false || source.Template?.Active is false ? ItemStatus.Archived
                : source.Active is true ? ItemStatus.Active
                : ItemStatus.Unknown,
            Type = source.Template switch
            {
                { Type: "service" } => ItemType.Service,
                { Type: "goods", Consumable: true } => ItemType.NonInventory,
                { Type: "goods" } => ItemType.Inventory,
                { Type: "assets" } => ItemType.NonInventory,
                _ => ItemType.Unknown,
            },
            SourceModifiedDate = source.Modified,
        };

    // As on the lines of documents, there is room for one tax.
    private static TaxRateRef? TaxOf(IReadOnlyList<TrytonTax>? taxes) =>
        taxes is [var tax]
            ? new TaxRateRef
            {
                Id = TrytonKey.Of(tax.Id),
                Name = tax.Name,
                EffectiveTaxRate = tax.Percent,
            }
            : null;
}

/// <summary>A product: <c>product.product</c>.</summary>
internal sealed record TrytonProduct
{
    public int Id { get; init; }
    public bool? Active { get; init; }
    public string? Code { get; init; }
    public string? Description { get; init; }
    public decimal? CostPrice { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("template.")]
    public TrytonTemplate? Template { get; init; }

    public DateTimeOffset? Modified =>
        new[] { WriteDate ?? CreateDate, Template?.WriteDate ?? Template?.CreateDate }.Max();
}

/// <summary>What the variants of a product share: <c>product.template</c>.</summary>
internal sealed record TrytonTemplate
{
    public int Id { get; init; }
    public string? Name { get; init; }
    public string? Code { get; init; }
    public string? Type { get; init; }
    public bool? Consumable { get; init; }
    public bool? Active { get; init; }
    public bool? Salable { get; init; }
    public bool? Purchasable { get; init; }
    public decimal? ListPrice { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("account_category.")]
    public TrytonCategory? AccountCategory { get; init; }
}

/// <summary>The accounts and taxes of products: <c>product.category</c>. It may leave both to the category above.</summary>
internal sealed record TrytonCategory
{
    public int Id { get; init; }
    public bool? AccountParent { get; init; }
    public bool? TaxesParent { get; init; }

    [JsonPropertyName("account_revenue.")]
    public TrytonNamed? AccountRevenue { get; init; }

    [JsonPropertyName("account_expense.")]
    public TrytonNamed? AccountExpense { get; init; }

    [JsonPropertyName("customer_taxes.")]
    public IReadOnlyList<TrytonTax>? CustomerTaxes { get; init; }

    [JsonPropertyName("supplier_taxes.")]
    public IReadOnlyList<TrytonTax>? SupplierTaxes { get; init; }

    [JsonPropertyName("parent.")]
    public TrytonCategory? Parent { get; init; }

    public TrytonNamed? Revenue => AccountParent is true ? Parent?.Revenue : AccountRevenue;

    public TrytonNamed? Expense => AccountParent is true ? Parent?.Expense : AccountExpense;

    public IReadOnlyList<TrytonTax>? ForCustomers => TaxesParent is true ? Parent?.ForCustomers : CustomerTaxes;

    public IReadOnlyList<TrytonTax>? ForSuppliers => TaxesParent is true ? Parent?.ForSuppliers : SupplierTaxes;

    public static IEnumerable<string> Fields(string path) =>
        [
            path + "account_parent",
            path + "taxes_parent",
            path + "account_revenue.name",
            path + "account_expense.name",
            path + "customer_taxes.name",
            path + "customer_taxes.type",
            path + "customer_taxes.rate",
            path + "supplier_taxes.name",
            path + "supplier_taxes.type",
            path + "supplier_taxes.rate",
        ];
}

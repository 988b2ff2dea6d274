using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Catalogue;

/// <summary>What the firm sells and buys. Every minute a seasonal item comes, and two minutes later it vanishes; nothing refers to it.</summary>
internal sealed class SandboxItems(FirmSource source) : Reader<SandboxItem, Item>(SandboxJson.Default.SandboxItem)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new ItemRows(books).Feed, ct);

    public override Item Map(SandboxItem source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Code = source.Code,
            IsInvoiceItem = source.Sale is not null,
            IsBillItem = source.Purchase is not null,
            InvoiceItem = source.Sale is { } sale
                ? new InvoiceItem
                {
                    Description = sale.Text,
                    UnitPrice = sale.Price / 100m,
                    AccountRef = Parts.ToAccountRef(sale.Account),
                    TaxRateRef = Parts.ToTaxRateRef(sale.TaxRate),
                }
                : null,
            BillItem = source.Purchase is { } purchase
                ? new BillItem
                {
                    Description = purchase.Text,
                    UnitPrice = purchase.Price / 100m,
                    AccountRef = Parts.ToAccountRef(purchase.Account),
                    TaxRateRef = Parts.ToTaxRateRef(purchase.TaxRate),
                }
                : null,
            ItemStatus = source.State switch
            {
                "active" => ItemStatus.Active,
                "closed" => ItemStatus.Archived,
                _ => ItemStatus.Unknown,
            },
            Type = source.Kind switch
            {
                "stock" => ItemType.Inventory,
                "goods" => ItemType.NonInventory,
                "service" => ItemType.Service,
                _ => ItemType.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}

/// <summary>An item as the made-up firm keeps it.</summary>
internal sealed record SandboxItem : ISandboxRow
{
    public required string Id { get; init; }

    public string? Code { get; init; }

    public string? Name { get; init; }

    /// <summary>stock, goods or service.</summary>
    public required string Kind { get; init; }

    /// <summary>active or closed.</summary>
    public required string State { get; init; }

    public SandboxItemSide? Sale { get; init; }

    public SandboxItemSide? Purchase { get; init; }

    /// <summary>The marker of the write that made it.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

/// <summary>How an item is sold, or bought; the price in pence for one unit, with a fraction if it was written so.</summary>
internal sealed record SandboxItemSide(string? Text, decimal? Price, Party? Account, LineTax? TaxRate);

/// <summary>Makes the rows of items.</summary>
internal sealed class ItemRows(Books books)
{
    private static readonly Passing Seasons = new(Every: 4, Lives: 8);

    private readonly Party income = Parts.Account(Turns.IncomeOf(books.Set.Trade));

    public Feed<SandboxItem> Feed =>
        new(SandboxJson.Default.SandboxItem, (_, _) => [new Batch<SandboxItem>([.. Rows()], 1)])
        {
            Count = () => Rows().LongCount(),
            IsDated = false,
        };

    /// <summary>An item, by its id; nothing if there is none.</summary>
    public SandboxItem? Find(string id) => Rows().FirstOrDefault(r => r.Id == id);

    private IEnumerable<SandboxItem> Rows() =>
        books
            .Firm.Articles.Select(Row)
            .Concat(Seasons.At(books.Until).Select(Seasonal))
            .Concat(books.Written.Items.Values.Select(w => w.Row));

    private SandboxItem Row(Article article)
    {
        var tax = LineTax.Of(books.Set.Land.Taxes[article.TaxRule]);
        var isService = books.Set.Trade.Services;
        return new SandboxItem
        {
            Id = article.Id,
            Code = string.Create(CultureInfo.InvariantCulture, $"A{article.Number + 1:D4}"),
            Name = article.Name,
            Kind = isService ? "service" : "stock",
            State = "active",
            Sale = new SandboxItemSide(article.Name, article.Price, income, tax),
            Purchase = isService
                ? null
                : new SandboxItemSide(article.Name, article.Price / 2, Parts.Account(Nominal.Materials), tax),
            Changed = books.Clock.Founded.ToUnixTimeMilliseconds(),
        };
    }

    private SandboxItem Seasonal(long pulse)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Season, pulse);
        var article = books.Firm.Articles[dice.Below(books.Firm.Articles.Length)];
        return Row(article) with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"season-{pulse}"),
            Code = string.Create(CultureInfo.InvariantCulture, $"S{pulse:D6}"),
            Name = $"{article.Name} (this week only)",
            Changed = books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds(),
        };
    }
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The taxes of the land.</summary>
internal sealed class SandboxTaxRates(FirmSource source)
    : Reader<SandboxTaxRate, TaxRate>(SandboxJson.Default.SandboxTaxRate)
{
    private static readonly string[] Uses =
    [
        "Invoice.LineItems.TaxRateRef.Id",
        "CreditNote.LineItems.TaxRateRef.Id",
        "Bill.LineItems.TaxRateRef.Id",
        "BillCreditNote.LineItems.TaxRateRef.Id",
        "Item.InvoiceItem.TaxRateRef.Id",
        "Item.BillItem.TaxRateRef.Id",
    ];

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override TaxRate Map(SandboxTaxRate source) =>
        new()
        {
            Id = source.Id,
            Code = source.Id,
            Name = source.Name,
            Status = TaxRateStatus.Active,
            EffectiveTaxRate = source.Points / 100m,
            TotalTaxRate = source.Points / 100m,
            Components =
            [
                .. source.Parts.Select(p => new TaxRateComponent
                {
                    Name = p.Name,
                    Rate = p.Points / 100m,
                    IsCompound = false,
                }),
            ],
            ValidDatatypeLinks = [new ValidDataTypeLink { Property = "Id", Links = Uses }],
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxTaxRate> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxTaxRate, (_, _) => [new Batch<SandboxTaxRate>(Rows(books), 1)])
        {
            Count = () => books.Set.Land.Taxes.Length,
            IsDated = false,
        };

    private static List<SandboxTaxRate> Rows(Books books) =>
        [
            .. books.Set.Land.Taxes.Select(t => new SandboxTaxRate
            {
                Id = t.Code,
                Name = t.Name,
                Points = t.BasisPoints,
                Parts = t.Parts.Length is 0
                    ? [new SandboxTaxPart(t.Name, t.BasisPoints)]
                    : [.. t.Parts.Select(p => new SandboxTaxPart(p.Name, p.BasisPoints))],
                Changed = books.Clock.Founded.ToUnixTimeMilliseconds(),
            }),
        ];
}

/// <summary>A tax as the made-up firm keeps it, in hundredths of a percent.</summary>
internal sealed record SandboxTaxRate : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required int Points { get; init; }

    public required IReadOnlyList<SandboxTaxPart> Parts { get; init; }

    public required long Changed { get; init; }
}

/// <summary>What a tax is made of.</summary>
internal sealed record SandboxTaxPart(string Name, int Points);

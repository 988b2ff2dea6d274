using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Catalogue;

/// <summary>The taxes that can be put on a line; those that one is made of are its components.</summary>
internal sealed class TrytonTaxRates(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonTax, TaxRate>(TrytonJson.Default.TrytonTax)
{
    private static readonly string[] s_fields =
    [
        "active",
        "group.code",
        .. TrytonTax.Fields(""),
        .. TrytonTax.Fields("childs."),
        .. TrytonTax.Fields("childs.childs."),
    ];

    private readonly TrytonReading reading = new(tryton, time);

    // There are few, and a component changes without its whole.
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var search = new TrytonSearch
        {
            Model = "account.tax",
            Domain =
            [
                TrytonValue.Where("company", "=", (await tryton.BooksAsync(ct)).Company),
                TrytonValue.Where("parent", "=", null),
            ],
            Fields = s_fields,
        };
        await foreach (var page in reading.ReadAllAsync(search, window, ct))
        {
            yield return page;
        }
    }

    public override TaxRate Map(TrytonTax source)
    {
        var parts = source.Leaves.ToList();
        // A fixed amount is no percentage, whatever it is put on.
        decimal? total = parts.Any(p => p.Percent is null) ? null : parts.Sum(p => p.Percent);
        return new TaxRate
        {
            Id = TrytonKey.Of(source.Id),
            Name = source.Name,
            Code = source.Group?.Code,
            Status = source.Active switch
            {
                true => TaxRateStatus.Active,
                false => TaxRateStatus.Archived,
                null => TaxRateStatus.Unknown,
            },
            EffectiveTaxRate = total,
            TotalTaxRate = total,
            Components =
            [
                .. parts.Select(p => new TaxRateComponent
                {
                    Name = p.Name,
                    Rate = p.Percent,
                    IsCompound = false,
                }),
            ],
            SourceModifiedDate = source.Modified,
        };
    }
}

/// <summary>A tax: <c>account.tax</c>.</summary>
internal sealed record TrytonTax
{
    public int Id { get; init; }
    public string? Name { get; init; }
    public bool? Active { get; init; }

    /// <summary><c>percentage</c>, <c>fixed</c>, or <c>none</c> for one that only has parts.</summary>
    public string? Type { get; init; }
    public decimal? Rate { get; init; }
    public decimal? Amount { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("group.")]
    public TrytonTaxGroup? Group { get; init; }

    [JsonPropertyName("childs.")]
    public IReadOnlyList<TrytonTax>? Childs { get; init; }

    /// <summary>The rate as a percentage; null for what is none.</summary>
    public decimal? Percent => Type is "percentage" ? (Rate ?? 0) * 100 : null;

    /// <summary>The taxes that are really raised.</summary>
    public IEnumerable<TrytonTax> Leaves =>
        Childs is { Count: > 0 } ? Childs.SelectMany(c => c.Leaves)
        : Type is "none" ? []
        : [this];

    public DateTimeOffset? Modified => (Childs ?? []).Select(c => c.Modified).Append(WriteDate ?? CreateDate).Max();

    public static IEnumerable<string> Fields(string path) =>
        [path + "name", path + "type", path + "rate", path + "amount", path + "write_date", path + "create_date"];
}

/// <summary>A group of taxes.</summary>
internal sealed record TrytonTaxGroup(int Id, string? Code);

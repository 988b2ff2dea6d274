namespace Causeway.Connectors.Sandbox.Business;

/// <summary>An invoice as it was raised.</summary>
internal sealed record Sale
{
    public required long Index { get; init; }

    /// <summary>The turn in which it was raised.</summary>
    public required int Turn { get; init; }

    public required int Customer { get; init; }

    public required string Currency { get; init; }

    /// <summary>What one unit of its currency is worth at home, in millionths.</summary>
    public required long Rate { get; init; }

    public required int TermsDays { get; init; }

    public required SaleLine[] Lines { get; init; }

    public required Plan Plan { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public required long NetHome { get; init; }

    public required long TaxHome { get; init; }

    public long Total => Net + Tax;

    public long TotalHome => NetHome + TaxHome;

    /// <summary>What a payment, a credit or a withdrawal moves, in its own currency.</summary>
    public long Amount(int slot) => Plan.Amount(slot, Total, Lines[0].Total);

    /// <summary>The same at home; the parts add up to the whole to the penny.</summary>
    public long AmountHome(int slot) => Plan.Amount(slot, TotalHome, Lines[0].TotalHome);
}

/// <summary>A line of an invoice.</summary>
internal readonly record struct SaleLine
{
    public required int Item { get; init; }

    public required int Units { get; init; }

    public required long Price { get; init; }

    public required int DiscountPercent { get; init; }

    public required int TaxRule { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public required long NetHome { get; init; }

    public required long TaxHome { get; init; }

    public long Total => Net + Tax;

    public long TotalHome => NetHome + TaxHome;
}

/// <summary>A bill as it was received; always in the money of the business's own land.</summary>
internal sealed record Purchase
{
    public required long Index { get; init; }

    public required int Turn { get; init; }

    public required int Supplier { get; init; }

    public required int TermsDays { get; init; }

    public required PurchaseLine[] Lines { get; init; }

    public required Plan Plan { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public long Total => Net + Tax;

    public long Amount(int slot) => Plan.Amount(slot, Total, Lines[0].Total);
}

/// <summary>A line of a bill.</summary>
internal readonly record struct PurchaseLine(Nominal Account, int Units, long Price, int TaxRule, long Net, long Tax)
{
    public long Total => Net + Tax;
}

/// <summary>Something that a business sells, and buys.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Price">What it is sold for, in pence.</param>
/// <param name="TaxRule">Which tax it bears.</param>
internal sealed record Article(int Number, string Name, long Price, int TaxRule)
{
    public string Id => $"item-{Number}";
}

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A line of an invoice, a bill or a credit note as the made-up firm keeps it, in pence.</summary>
internal sealed record SandboxLine
{
    public Party? Item { get; init; }

    public string? Text { get; init; }

    public required decimal Units { get; init; }

    /// <summary>Pence for one unit; what was written may have a fraction.</summary>
    public required decimal Price { get; init; }

    public decimal? DiscountPercent { get; init; }

    public long? Discount { get; init; }

    public required long Net { get; init; }

    public required long Tax { get; init; }

    public Party? Account { get; init; }

    public LineTax? TaxRate { get; init; }

    public Party? Tag { get; init; }
}

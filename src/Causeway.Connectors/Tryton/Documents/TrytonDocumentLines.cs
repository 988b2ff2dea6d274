using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>A line that moves money, with its share of the document's taxes.</summary>
/// <param name="Source">The line.</param>
/// <param name="Sign">1, or -1 in a credit note.</param>
/// <param name="Tax">Its share of the taxes, with the document's sign.</param>
internal sealed record TrytonTaxedLine(TrytonDocumentLine Source, int Sign, decimal Tax)
{
    public decimal Quantity => (Source.Quantity ?? 0) * Sign;

    public decimal UnitAmount => Source.UnitPrice ?? 0;

    public decimal SubTotal => (Source.Amount ?? 0) * Sign;

    public decimal TaxAmount => Tax * Sign;

    public decimal Total => SubTotal + TaxAmount;

    public AccountRef? AccountRef => Source.Account?.ToAccountRef();

    public ItemRef? ItemRef =>
        Source.Product is null ? null : new ItemRef { Id = Source.Product.Key, Name = Source.Product.Name };

    /// <summary>The line's tax. The standard model has room for one; a line with several names none.</summary>
    public TaxRateRef? TaxRateRef =>
        Source.Taxes is [var tax]
            ? new TaxRateRef
            {
                Id = Rpc.TrytonKey.Of(tax.Id),
                Name = tax.Name,
                EffectiveTaxRate = tax.Type is "percentage" ? tax.Rate * 100 : null,
            }
            : null;
}

/// <summary>
/// Shares the taxes of a document out to its lines. Tryton computes and rounds a tax on all lines together, so what a
/// line's rate says may not add up; here each tax that was booked is split by the lines' parts in it, to the last penny.
/// A tax that was typed in by hand belongs to no line.
/// </summary>
internal static class TrytonDocumentLines
{
    public static IReadOnlyList<TrytonTaxedLine> Of(TrytonDocument document)
    {
        IReadOnlyList<TrytonDocumentLine> lines = [.. (document.Lines ?? []).Where(l => l.Type is "line")];
        var taxes = new decimal[lines.Count];
        var digits = document.Currency?.Digits ?? 2;
        foreach (var tax in document.Taxes ?? [])
        {
            if (tax.Tax is not null && tax.Manual is not true)
            {
                Share(tax, lines, taxes, digits);
            }
        }

        return [.. lines.Select((line, n) => new TrytonTaxedLine(line, document.Sign, taxes[n]))];
    }

    private static void Share(
        TrytonDocumentTax tax,
        IReadOnlyList<TrytonDocumentLine> lines,
        decimal[] taxes,
        int digits
    )
    {
        var parts = lines.Select(line => PartOf(tax, line)).ToArray();
        var all = parts.Sum();
        if (all is 0)
        {
            return;
        }

        decimal sum = 0;
        decimal shared = 0;
        for (var n = 0; n < parts.Length; n++)
        {
            // Rounding the running sum, not each share, keeps the shares' sum equal to the tax.
            sum += parts[n];
            var upToHere = Math.Round(tax.Amount * sum / all, digits, MidpointRounding.AwayFromZero);
            taxes[n] += upToHere - shared;
            shared = upToHere;
        }
    }

    // Tryton keeps a tax on amounts above zero apart from the same tax on those below.
    private static decimal PartOf(TrytonDocumentTax tax, TrytonDocumentLine line)
    {
        var applies = line.Taxes?.Any(t => tax.Tax!.Includes(t.Id)) ?? false;
        var amount = line.Amount ?? 0;
        return !applies || (amount >= 0) != (tax.Base >= 0) ? 0
            : tax.Tax!.Type is "fixed" ? Math.Abs(line.Quantity ?? 0)
            : Math.Abs(amount);
    }
}

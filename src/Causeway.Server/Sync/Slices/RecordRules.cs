using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Sync.Slices;

/// <summary>What a record should satisfy in itself. One that does not is stored all the same, with a warning.</summary>
public static class RecordRules
{
    private const decimal Cent = 0.01m;

    public static IReadOnlyList<RecordIssue> Check(IStandardRecord record) =>
        record switch
        {
            Invoice invoice => Document(
                "invoice",
                "InvoiceValidator",
                record,
                new Sums(
                    invoice.TotalAmount,
                    invoice.SubTotal,
                    invoice.AdditionalTaxAmount,
                    invoice.LineItems?.Select(l => (l.TotalAmount, l.SubTotal))
                )
            ),
            Bill bill => Document(
                "bill",
                "BillValidator",
                record,
                new Sums(
                    bill.TotalAmount,
                    bill.SubTotal,
                    null,
                    bill.LineItems?.Select(l => (l.TotalAmount, l.SubTotal))
                )
            ),
            JournalEntry entry => Balance(entry),
            _ => [],
        };

    private static List<RecordIssue> Document(string kind, string validator, IStandardRecord record, Sums sums)
    {
        var issues = new List<RecordIssue>();
        var lines = sums.Lines?.ToList() ?? [];
        if (lines.Count > 0 && lines.TrueForAll(l => l.Total is not null))
        {
            var total = lines.Sum(l => l.Total!.Value) + (sums.AdditionalTax ?? 0);
            if (Math.Abs(total - sums.Total) >= Cent)
            {
                issues.Add(
                    new RecordIssue(
                        $"accounting-{kind}-030",
                        record.RecordKey,
                        $"The lines come to {total}, the TotalAmount is {sums.Total}.",
                        validator
                    )
                );
            }
        }

        if (sums.SubTotal is { } subTotal && lines.Count > 0 && lines.TrueForAll(l => l.SubTotal is not null))
        {
            var total = lines.Sum(l => l.SubTotal!.Value);
            if (Math.Abs(total - subTotal) >= Cent)
            {
                issues.Add(
                    new RecordIssue(
                        $"accounting-{kind}-032",
                        record.RecordKey,
                        $"The sub-totals of the lines come to {total}, the SubTotal is {subTotal}.",
                        validator
                    )
                );
            }
        }

        return issues;
    }

    private static IReadOnlyList<RecordIssue> Balance(JournalEntry entry)
    {
        var sum = entry.JournalLines?.Sum(l => l.NetAmount) ?? 0;
        return Math.Abs(sum) < Cent
            ? []
            :
            [
                new RecordIssue(
                    "accounting-journalEntry-010",
                    entry.RecordKey,
                    $"The lines don't balance: they come to {sum}.",
                    "JournalEntryValidator"
                ),
            ];
    }

    private sealed record Sums(
        decimal Total,
        decimal? SubTotal,
        decimal? AdditionalTax,
        IEnumerable<(decimal? Total, decimal? SubTotal)>? Lines
    );
}

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>A part of one line that evens out a part of another.</summary>
/// <param name="Debit">The line on the debit side.</param>
/// <param name="Credit">The line on the credit side.</param>
internal sealed record TrytonMatch(TrytonMoveLine Debit, TrytonMoveLine Credit)
{
    /// <summary>How much of the debit line, in its own currency and in the company's.</summary>
    public (decimal Own, decimal Booked) DebitPart { get; set; }

    /// <summary>How much of the credit line, in its own currency and in the company's.</summary>
    public (decimal Own, decimal Booked) CreditPart { get; set; }

    public TrytonMoveLine Other(TrytonMoveLine line) => line.Id == Debit.Id ? Credit : Debit;

    /// <summary>The part of a line that this is.</summary>
    public (decimal Own, decimal Booked) PartOf(TrytonMoveLine line) => line.Id == Debit.Id ? DebitPart : CreditPart;

    public bool Has(TrytonMoveLine line) => line.Id == Debit.Id || line.Id == Credit.Id;
}

/// <summary>
/// Says which line of a reconciliation settles which. Tryton keeps only that the lines together come to nothing; where
/// several stand on both sides they are matched in the order in which they were booked, so that a document and its
/// payment, read apart, tell the same. Lines in one other currency are first matched in that: what a change of the rate
/// makes of it in the books is nobody's payment.
/// </summary>
internal static class TrytonSettlement
{
    public static IReadOnlyList<TrytonMatch> Match(IReadOnlyList<TrytonMoveLine>? lines)
    {
        var debits = Side(lines, l => l.Net > 0);
        var credits = Side(lines, l => l.Net < 0);
        List<TrytonMatch> matches = [];
        foreach (var currency in debits.Concat(credits).Select(l => l.Line.SecondCurrency?.Id).OfType<int>().Distinct())
        {
            Match(
                [.. debits.Where(l => l.Line.SecondCurrency?.Id == currency)],
                [.. credits.Where(l => l.Line.SecondCurrency?.Id == currency)],
                l => l.Own,
                (line, amount) => line.TakeOwn(amount),
                matches
            );
        }

        Match(debits, credits, l => l.Booked, (line, amount) => line.TakeBooked(amount), matches);
        foreach (var line in debits.Concat(credits))
        {
            GiveRest(line, matches);
        }

        return matches;
    }

    private static void Match(
        List<OpenLine> debits,
        List<OpenLine> credits,
        Func<OpenLine, decimal> left,
        Func<OpenLine, decimal, (decimal Own, decimal Booked)> take,
        List<TrytonMatch> matches
    )
    {
        for (int d = 0, c = 0; d < debits.Count && c < credits.Count; )
        {
            var (debit, credit) = (debits[d], credits[c]);
            var amount = Math.Min(left(debit), left(credit));
            if (amount > 0)
            {
                matches.Add(
                    new TrytonMatch(debit.Line, credit.Line)
                    {
                        DebitPart = take(debit, amount),
                        CreditPart = take(credit, amount),
                    }
                );
            }

            d += left(debit) is 0 ? 1 : 0;
            c += left(credit) is 0 ? 1 : 0;
        }
    }

    // A reconciled line is settled whole, so what roundings and rates left of it belongs to its last part.
    private static void GiveRest(OpenLine line, List<TrytonMatch> matches)
    {
        if (line.Own is 0 || matches.LastOrDefault(m => m.Has(line.Line)) is not { } last)
        {
            return;
        }

        if (last.Debit.Id == line.Line.Id)
        {
            last.DebitPart = (last.DebitPart.Own + line.Own, last.DebitPart.Booked + line.Booked);
        }
        else
        {
            last.CreditPart = (last.CreditPart.Own + line.Own, last.CreditPart.Booked + line.Booked);
        }
    }

    private static List<OpenLine> Side(IReadOnlyList<TrytonMoveLine>? lines, Func<TrytonMoveLine, bool> belongs) =>
        [.. (lines ?? []).Where(belongs).OrderBy(l => l.Move?.Date).ThenBy(l => l.Id).Select(l => new OpenLine(l))];

    // What is left of a line, in its own currency and in the company's.
    private sealed class OpenLine(TrytonMoveLine line)
    {
        public TrytonMoveLine Line => line;

        public decimal Own { get; private set; } = line.OwnAmount;

        public decimal Booked { get; private set; } = Math.Abs(line.Net);

        public (decimal Own, decimal Booked) TakeOwn(decimal amount) => Take(amount, Part(Booked, amount, Own));

        public (decimal Own, decimal Booked) TakeBooked(decimal amount) => Take(Part(Own, amount, Booked), amount);

        private static decimal Part(decimal whole, decimal amount, decimal of) =>
            amount == of
                ? whole
                : Math.Round(whole * amount / of, Math.Max((int)whole.Scale, 2), MidpointRounding.ToEven);

        private (decimal Own, decimal Booked) Take(decimal own, decimal booked)
        {
            Own -= own;
            Booked -= booked;
            return (own, booked);
        }
    }
}

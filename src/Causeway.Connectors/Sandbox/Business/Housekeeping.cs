namespace Causeway.Connectors.Sandbox.Business;

/// <summary>What a firm does regularly, whoever buys or sells.</summary>
internal static class Housekeeping
{
    /// <summary>Each habit, after how many days it comes again, and in which turn it comes first.</summary>
    public static readonly (EventKind Kind, int Days, int First)[] Habits =
    [
        (EventKind.CardPurchase, 2, 1),
        (EventKind.Wages, 28, 3),
        (EventKind.Rent, 28, 1),
        (EventKind.BankFee, 28, 4),
        (EventKind.InterestReceived, 28, 5),
        (EventKind.Saving, 14, 2),
        (EventKind.CardCleared, 28, 6),
        (EventKind.TaxPaid, 91, 7),
        (EventKind.Depreciation, 28, 0),
    ];

    private static readonly Nominal[] CardCosts = [Nominal.Travel, Nominal.Office, Nominal.Utilities];

    /// <summary>Lists what a habit does to the books.</summary>
    public static void Post(Firm firm, in BookEvent happened, ReadOnlySpan<long> sums, List<Posting> postings)
    {
        var dice = new Dice(firm.Seed + (ulong)happened.Kind, Subject.Bank, happened.Index);
        switch (happened.Kind)
        {
            case EventKind.Opening:
                PostOpening(Sold(firm, 28), postings);
                break;
            case EventKind.CardPurchase:
                Turns.Move(dice.Of<Nominal>(CardCosts), Nominal.Card, Part(Sold(firm, 2), ref dice, 5, 15), postings);
                break;
            case EventKind.Wages:
                Turns.Move(Nominal.Wages, Nominal.Current, Part(Sold(firm, 28), ref dice, 170, 190), postings);
                break;
            case EventKind.Rent:
                Turns.Move(Nominal.Rent, Nominal.Current, Money.Share(Sold(firm, 28), 50, 1000), postings);
                break;
            case EventKind.BankFee:
                Turns.Move(Nominal.BankFees, Nominal.Current, dice.Between(600, 2_500), postings);
                break;
            case EventKind.InterestReceived:
                var interest = Math.Max(1, Money.Share(sums[(int)Nominal.Savings], 15, 10_000));
                Turns.Move(Nominal.Savings, Nominal.Interest, interest, postings);
                break;
            case EventKind.Saving:
                Turns.Move(Nominal.Savings, Nominal.Current, Part(Sold(firm, 14), ref dice, 20, 40), postings);
                break;
            case EventKind.CardCleared:
                Turns.Move(Nominal.Card, Nominal.Current, -sums[(int)Nominal.Card], postings);
                break;
            case EventKind.TaxPaid:
                PostTax(-sums[(int)Nominal.SalesTax], sums[(int)Nominal.PurchaseTax], postings);
                break;
            case EventKind.Depreciation:
                Turns.Move(Nominal.Wear, Nominal.WornOff, Money.Share(Sold(firm, 28), 8, 1000), postings);
                break;
            case EventKind.Accrual:
                Turns.Move(Nominal.Utilities, Nominal.Accruals, Accrued(firm, happened.Index), postings);
                break;
            case EventKind.AccrualDropped:
                Turns.Move(Nominal.Accruals, Nominal.Utilities, Accrued(firm, happened.Index), postings);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, null);
        }
    }

    private static void PostOpening(long month, List<Posting> postings)
    {
        postings.Add(new Posting(Nominal.Current, 3 * month, 3 * month));
        postings.Add(new Posting(Nominal.Savings, month, month));
        postings.Add(new Posting(Nominal.Equipment, month, month));
        postings.Add(new Posting(Nominal.Capital, -5 * month, -5 * month));
    }

    // What customers paid in tax goes to the authority, less what suppliers were paid.
    private static void PostTax(long sales, long purchases, List<Posting> postings)
    {
        postings.Add(new Posting(Nominal.SalesTax, sales, sales));
        postings.Add(new Posting(Nominal.PurchaseTax, -purchases, -purchases));
        postings.Add(new Posting(Nominal.Current, purchases - sales, purchases - sales));
    }

    private static long Accrued(Firm firm, long turn)
    {
        var dice = new Dice(firm.Seed, Subject.Manual, turn);
        return Part(Sold(firm, 7), ref dice, 10, 30);
    }

    private static long Part(long amount, ref Dice dice, int low, int high) =>
        Math.Max(1, Money.Share(amount, dice.Between(low, high), 1000));

    // What is sold in so many days, roughly.
    private static long Sold(Firm firm, int days) =>
        Math.Max(1, firm.AverageSale * firm.Set.SalesPerTurn * firm.Set.HistoryTurns * days / firm.Set.HistoryDays);
}

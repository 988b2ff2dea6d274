namespace Causeway.Connectors.Sandbox.Business;

/// <summary>What becomes of an invoice or a bill, known before its lines are: at most two things, each some turns after it was raised.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="First">Which of the business's delays passes before the first thing.</param>
/// <param name="Second">Which passes before the second; later than the first.</param>
/// <param name="Percent">The part that is paid first, if it is paid in two.</param>
internal readonly record struct Plan(PlanKind Kind, int First, int Second, int Percent)
{
    /// <summary>The delay that never passes.</summary>
    public const int Never = byte.MaxValue;

    /// <summary>Draws the plan of an invoice.</summary>
    public static Plan OfSale(ulong seed, long index, int delays)
    {
        var dice = new Dice(seed, Subject.SalePlan, index);
        return dice.Below(100) switch
        {
            < 8 => new(PlanKind.PaidOnce, 0, Never, 0),
            < 73 => new(PlanKind.PaidOnce, dice.Between(1, delays - 3), Never, 0),
            < 86 => InTwo(PlanKind.PaidInParts, ref dice, delays),
            < 92 => InTwo(PlanKind.Credited, ref dice, delays),
            < 95 => new(PlanKind.NeverPaid, Never, Never, 0),
            < 98 => new(PlanKind.Withdrawn, dice.Between(1, 4), Never, 0),
            _ => InTwo(PlanKind.CreditedAfterPayment, ref dice, delays),
        };
    }

    /// <summary>Draws the plan of a bill.</summary>
    public static Plan OfPurchase(ulong seed, long index, int delays)
    {
        var dice = new Dice(seed, Subject.PurchasePlan, index);
        return dice.Below(100) switch
        {
            < 6 => new(PlanKind.PaidOnce, 0, Never, 0),
            < 78 => new(PlanKind.PaidOnce, dice.Between(2, delays - 3), Never, 0),
            < 86 => InTwo(PlanKind.PaidInParts, ref dice, delays),
            < 91 => InTwo(PlanKind.Credited, ref dice, delays),
            < 94 => new(PlanKind.NeverPaid, Never, Never, 0),
            _ => new(PlanKind.Withdrawn, dice.Between(1, 5), Never, 0),
        };
    }

    /// <summary>What one of the two things moves.</summary>
    /// <param name="slot">0 for the first, 1 for the second.</param>
    /// <param name="total">The whole of the document.</param>
    /// <param name="firstLine">Its first line, which is what is credited.</param>
    public long Amount(int slot, long total, long firstLine) =>
        Kind switch
        {
            PlanKind.PaidInParts => slot is 0 ? FirstPart(total) : total - FirstPart(total),
            PlanKind.Credited => slot is 0 ? firstLine : total - firstLine,
            PlanKind.CreditedAfterPayment => slot is 0 ? total : firstLine,
            _ => total,
        };

    /// <summary>Whether one of the two things credits the first line.</summary>
    public bool Credits(int slot) =>
        (Kind is PlanKind.Credited && slot is 0) || (Kind is PlanKind.CreditedAfterPayment && slot is 1);

    /// <summary>Whether one of the two things lessens what is open.</summary>
    public bool Settles(int slot) =>
        Kind is not PlanKind.Withdrawn && !(Kind is PlanKind.CreditedAfterPayment && slot is 1);

    private long FirstPart(long total) => Money.Share(total, Percent, 100);

    private static Plan InTwo(PlanKind kind, ref Dice dice, int delays)
    {
        var first = dice.Between(1, delays - 3);
        return new(kind, first, dice.Between(first + 1, delays - 1), dice.Between(20, 75));
    }
}

/// <summary>What becomes of an invoice or a bill.</summary>
internal enum PlanKind
{
    PaidOnce,
    PaidInParts,

    /// <summary>Its first line is credited, the rest is paid.</summary>
    Credited,

    NeverPaid,

    /// <summary>An invoice is made void; a bill was entered twice, and vanishes.</summary>
    Withdrawn,

    /// <summary>It is paid, and then its first line is credited: the credit stays open.</summary>
    CreditedAfterPayment,
}

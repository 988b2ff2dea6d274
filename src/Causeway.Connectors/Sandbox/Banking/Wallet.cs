using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>
/// An account in the money of another land. What customers abroad pay into it is moved out every so many turns, down to what it
/// was opened with, so that its balance follows from the turns since.
/// </summary>
internal sealed class Wallet(Firm firm, string currency)
{
    private const int SweptEvery = 24;
    private const int ReceiptPercent = 35;
    private const long Opening = 100_000;

    public string Currency => currency;

    public string Id => "acc-" + currency.ToLowerInvariant();

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{currency} account");

    /// <summary>The account of a firm that has customers abroad.</summary>
    public static Wallet? Of(Firm firm) =>
        firm.Set.ForeignPercent > 0 ? new Wallet(firm, firm.Set.Land.Foreign[0].Currency) : null;

    /// <summary>What moves on it in a turn, positive for what comes in; nothing in most turns.</summary>
    public long Amount(int turn) =>
        turn is 0 ? Opening
        : turn % SweptEvery is 0 ? Opening - BalanceBefore(turn)
        : Receipt(turn);

    /// <summary>What it holds before a turn.</summary>
    public long BalanceBefore(int turn)
    {
        if (turn is 0)
        {
            return 0;
        }

        var balance = Opening;
        for (var earlier = ((turn - 1) / SweptEvery * SweptEvery) + 1; earlier < turn; earlier++)
        {
            balance += Receipt(earlier);
        }

        return balance;
    }

    /// <summary>How many lines it has before a turn.</summary>
    public long CountBefore(int turn)
    {
        var count = 0L;
        for (var earlier = 0; earlier < turn; earlier++)
        {
            count += Amount(earlier) is 0 ? 0 : 1;
        }

        return count;
    }

    public static bool IsSwept(int turn) => turn > 0 && turn % SweptEvery is 0;

    private long Receipt(int turn)
    {
        var dice = new Dice(firm.Seed, Subject.Foreign, turn);
        return dice.Chance(ReceiptPercent) ? dice.Between(4_000, 380_000) : 0;
    }
}

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A firm's books as one connection sees them: what its turns brought, and what was written.</summary>
internal sealed class Books(Firm firm, BusinessClock clock, IReadOnlyList<RememberedDocument> written)
{
    public Firm Firm => firm;

    public BusinessClock Clock => clock;

    public DataSet Set => firm.Set;

    public IReadOnlyList<RememberedDocument> Written => written;

    /// <summary>What the accounts hold at a moment, by the account's number.</summary>
    public long[] SumsAt(Moment moment) => firm.Ledger.Before(moment.Turns);

    /// <summary>The end of a turn in milliseconds since 1970, which is when what happened in it changed.</summary>
    public long ChangedIn(int turn) => clock.EndOf(turn).ToUnixTimeMilliseconds();

    /// <summary>The day on which a turn ends.</summary>
    public DateOnly DayOf(int turn) => DateOnly.FromDateTime(clock.EndOf(turn).UtcDateTime);

    /// <summary>What became of an invoice until a moment.</summary>
    public Outcome OutcomeOf(Sale sale, Moment moment)
    {
        var outcome = new Outcome(sale.Turn, sale.Total);
        if (sale.Turn >= moment.Turns)
        {
            return outcome with { IsDraft = true };
        }

        for (var slot = 0; slot < 2; slot++)
        {
            var turn = firm.TurnAfter(sale.Turn, slot is 0 ? sale.Plan.First : sale.Plan.Second);
            if (turn < moment.Turns)
            {
                outcome = outcome.After(sale.Plan.Kind, slot, turn, sale.Amount(slot));
            }
        }

        return outcome;
    }
}

/// <summary>What became of an invoice or a bill.</summary>
/// <param name="Turn">The last turn in which something happened to it.</param>
/// <param name="Open">What is not settled.</param>
internal readonly record struct Outcome(int Turn, long Open)
{
    public bool IsDraft { get; init; }

    public bool IsWithdrawn { get; init; }

    /// <summary>How many of the two things of its plan happened.</summary>
    public int Slots { get; init; }

    public Outcome After(PlanKind plan, int slot, int turn, long amount) =>
        this with
        {
            Turn = turn,
            Slots = slot + 1,
            IsWithdrawn = plan is PlanKind.Withdrawn,
            Open = plan is PlanKind.CreditedAfterPayment && slot is 1 ? Open : Open - amount,
        };
}

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>What happens in each turn of a firm, and what that does to its books.</summary>
internal static class Turns
{
    private const int AccrualEvery = 8;
    private const int AccrualLasts = 5;

    /// <summary>Lists what happens in a turn, in order.</summary>
    public static void List(Firm firm, int turn, List<BookEvent> events)
    {
        events.Clear();
        if (turn is 0)
        {
            events.Add(new BookEvent(EventKind.Opening, 0, 0));
        }

        ListSales(firm, turn, events);
        ListPurchases(firm, turn, events);
        ListHousekeeping(firm.Set, turn, events);
    }

    /// <summary>Whether an accrual that was noted in a turn is still in the books after so many turns.</summary>
    public static bool AccrualLives(long noted, int turns) => noted + AccrualLasts >= turns;

    /// <summary>Lists what an event does to the books; nothing if it is no event of the books.</summary>
    /// <param name="firm">Whose books they are.</param>
    /// <param name="happened">The event.</param>
    /// <param name="sums">What the accounts hold just before.</param>
    /// <param name="postings">Takes the list.</param>
    public static void Post(Firm firm, in BookEvent happened, ReadOnlySpan<long> sums, List<Posting> postings)
    {
        postings.Clear();
        switch (happened.Kind)
        {
            case EventKind.Sale:
                PostSale(firm.Sale(happened.Index), firm.Set.Trade, 1, postings);
                break;
            case EventKind.SaleWithdrawn:
                PostSale(firm.Sale(happened.Index), firm.Set.Trade, -1, postings);
                break;
            case EventKind.Credit:
                PostCredit(firm.Sale(happened.Index), firm.Set.Trade, postings);
                break;
            case EventKind.Receipt:
                var sale = firm.Sale(happened.Index);
                var (home, foreign) = (sale.AmountHome(happened.Slot), sale.Amount(happened.Slot));
                postings.Add(new Posting(Nominal.Current, home, foreign));
                postings.Add(new Posting(Nominal.Receivable, -home, -foreign));
                break;
            case EventKind.Purchase:
                PostPurchase(firm.Purchase(happened.Index), 1, postings);
                break;
            case EventKind.PurchaseDropped:
                PostPurchase(firm.Purchase(happened.Index), -1, postings);
                break;
            case EventKind.PurchaseCredit:
                PostPurchaseCredit(firm.Purchase(happened.Index).Lines[0], postings);
                break;
            case EventKind.Outlay:
                Move(Nominal.Payable, Nominal.Current, firm.Purchase(happened.Index).Amount(happened.Slot), postings);
                break;
            default:
                Housekeeping.Post(firm, happened, sums, postings);
                break;
        }
    }

    public static void Move(Nominal debit, Nominal credit, long amount, List<Posting> postings)
    {
        postings.Add(new Posting(debit, amount, amount));
        postings.Add(new Posting(credit, -amount, -amount));
    }

    private static void ListSales(Firm firm, int turn, List<BookEvent> events)
    {
        var each = firm.Set.SalesPerTurn;
        for (long i = (long)turn * each, end = i + each; i < end; i++)
        {
            events.Add(new BookEvent(EventKind.Sale, turn, i));
        }

        for (var delay = 0; delay < firm.Delays.Length && turn >= firm.Delays[delay]; delay++)
        {
            for (long i = (long)(turn - firm.Delays[delay]) * each, end = i + each; i < end; i++)
            {
                var plan = firm.SalePlan(i);
                if (plan.First == delay)
                {
                    events.Add(new BookEvent(SaleEvent(plan.Kind, 0), turn, i));
                }

                if (plan.Second == delay)
                {
                    events.Add(new BookEvent(SaleEvent(plan.Kind, 1), turn, i, 1));
                }
            }
        }
    }

    /// <summary>What one of the two things of an invoice's plan is.</summary>
    public static EventKind SaleEvent(PlanKind plan, int slot) =>
        plan switch
        {
            PlanKind.Withdrawn => EventKind.SaleWithdrawn,
            PlanKind.Credited when slot is 0 => EventKind.Credit,
            PlanKind.CreditedAfterPayment when slot is 1 => EventKind.Credit,
            _ => EventKind.Receipt,
        };

    private static void ListPurchases(Firm firm, int turn, List<BookEvent> events)
    {
        var each = firm.Set.PurchasesPerTurn;
        for (long i = (long)turn * each, end = i + each; i < end; i++)
        {
            events.Add(new BookEvent(EventKind.Purchase, turn, i));
        }

        for (var delay = 0; delay < firm.Delays.Length && turn >= firm.Delays[delay]; delay++)
        {
            for (long i = (long)(turn - firm.Delays[delay]) * each, end = i + each; i < end; i++)
            {
                var plan = firm.PurchasePlan(i);
                if (plan.First == delay)
                {
                    events.Add(new BookEvent(PurchaseEvent(plan.Kind, 0), turn, i));
                }

                if (plan.Second == delay)
                {
                    events.Add(new BookEvent(PurchaseEvent(plan.Kind, 1), turn, i, 1));
                }
            }
        }
    }

    /// <summary>What one of the two things of a bill's plan is.</summary>
    public static EventKind PurchaseEvent(PlanKind plan, int slot) =>
        plan switch
        {
            PlanKind.Withdrawn => EventKind.PurchaseDropped,
            PlanKind.Credited when slot is 0 => EventKind.PurchaseCredit,
            _ => EventKind.Outlay,
        };

    /// <summary>Lists what a firm does regularly in a turn.</summary>
    public static void ListHousekeeping(DataSet set, int turn, List<BookEvent> events)
    {
        foreach (var (kind, days, offset) in Housekeeping.Habits)
        {
            var every = Math.Max(1, set.TurnsIn(days));
            if (turn % every == offset % every)
            {
                events.Add(new BookEvent(kind, turn, turn));
            }
        }

        if (turn % AccrualEvery is 3)
        {
            events.Add(new BookEvent(EventKind.Accrual, turn, turn));
        }

        if (turn >= AccrualLasts && (turn - AccrualLasts) % AccrualEvery is 3)
        {
            events.Add(new BookEvent(EventKind.AccrualDropped, turn, turn - AccrualLasts));
        }
    }

    private static void PostSale(Sale sale, Trade trade, int sign, List<Posting> postings)
    {
        postings.Add(new Posting(Nominal.Receivable, sign * sale.TotalHome, sign * sale.Total));
        postings.Add(new Posting(IncomeOf(trade), -sign * sale.NetHome, -sign * sale.Net));
        AddTax(Nominal.SalesTax, -sign * sale.TaxHome, -sign * sale.Tax, postings);
    }

    private static void PostCredit(Sale sale, Trade trade, List<Posting> postings)
    {
        var line = sale.Lines[0];
        postings.Add(new Posting(IncomeOf(trade), line.NetHome, line.Net));
        AddTax(Nominal.SalesTax, line.TaxHome, line.Tax, postings);
        postings.Add(new Posting(Nominal.Receivable, -line.TotalHome, -line.Total));
    }

    private static void PostPurchase(Purchase purchase, int sign, List<Posting> postings)
    {
        foreach (var line in purchase.Lines)
        {
            postings.Add(new Posting(line.Account, sign * line.Net, sign * line.Net));
        }

        AddTax(Nominal.PurchaseTax, sign * purchase.Tax, sign * purchase.Tax, postings);
        postings.Add(new Posting(Nominal.Payable, -sign * purchase.Total, -sign * purchase.Total));
    }

    private static void PostPurchaseCredit(PurchaseLine line, List<Posting> postings)
    {
        postings.Add(new Posting(Nominal.Payable, line.Total, line.Total));
        postings.Add(new Posting(line.Account, -line.Net, -line.Net));
        AddTax(Nominal.PurchaseTax, -line.Tax, -line.Tax, postings);
    }

    public static Nominal IncomeOf(Trade trade) => trade.Services ? Nominal.Services : Nominal.Goods;

    private static void AddTax(Nominal account, long home, long foreign, List<Posting> postings)
    {
        if (home is not 0)
        {
            postings.Add(new Posting(account, home, foreign));
        }
    }
}

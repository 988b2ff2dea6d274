namespace Causeway.Connectors.Sandbox.Business;

/// <summary>A data set come alive: makes any of its records, and knows what happens in each turn. It has no clock: that is a connection's.</summary>
internal sealed class Firm
{
    // Days until invoices and bills are paid, credited or withdrawn.
    private static readonly int[] DelayDays = [0, 2, 5, 9, 14, 18, 23, 28, 31, 35, 42, 50, 61, 75];

    private static readonly int[] Terms = [7, 14, 30, 30, 30, 60];

    private static readonly Nominal[] Costs =
    [
        Nominal.Materials,
        Nominal.Materials,
        Nominal.Materials,
        Nominal.Office,
        Nominal.Travel,
        Nominal.Utilities,
    ];

    // What a firm is depends on its data set alone, so all connections share it with the sums that it remembers.
    private static readonly Dictionary<string, Lazy<Firm>> ByKey = DataSets.All.ToDictionary(
        set => set.Key,
        set => new Lazy<Firm>(() => new Firm(set))
    );

    private readonly ulong seed;
    private readonly Lazy<long> averageSale;

    private Firm(DataSet set)
    {
        Set = set;
        seed = Dice.Seed(set.Key);
        Articles = [.. Enumerable.Range(0, set.Items).Select(MakeArticle)];
        Delays = Delay.Turns(DelayDays, set.TurnsIn);
        averageSale = new Lazy<long>(() => (long)Enumerable.Range(0, 256).Average(i => Sale(i).NetHome));
        Ledger = new Ledger(this);
    }

    public DataSet Set { get; }

    public Article[] Articles { get; }

    /// <summary>In how many turns each of the delays passes, rising.</summary>
    public int[] Delays { get; }

    public Ledger Ledger { get; }

    public ulong Seed => seed;

    /// <summary>The net of an average invoice: what costs are measured by.</summary>
    public long AverageSale => averageSale.Value;

    public static Firm Of(DataSet set) => ByKey[set.Key].Value;

    public Plan SalePlan(long index) => Plan.OfSale(seed, index, Delays.Length);

    public Plan PurchasePlan(long index) => Plan.OfPurchase(seed, index, Delays.Length);

    public int TurnOfSale(long index) => (int)(index / Set.SalesPerTurn);

    public int TurnOfPurchase(long index) => (int)(index / Set.PurchasesPerTurn);

    /// <summary>The turn in which one of the two things of a plan happens.</summary>
    public int TurnAfter(int turn, int delay) => delay is Plan.Never ? int.MaxValue : turn + Delays[delay];

    public string CustomerName(int customer) => Words.FirmName(seed, Subject.Customer, customer);

    public string SupplierName(int supplier) => Words.FirmName(seed, Subject.Supplier, supplier);

    /// <summary>The currency of a customer.</summary>
    public string CurrencyOf(int customer) => ForeignOf(customer) is { } foreign ? foreign.Currency : Set.Land.Currency;

    public Sale Sale(long index)
    {
        var turn = TurnOfSale(index);
        return MakeSale(index, turn, SalePlan(index), new Dice(seed, Subject.Sale, index));
    }

    /// <summary>An offer that comes to nothing; it is an invoice that is never raised.</summary>
    public Sale Quote(long pulse) =>
        MakeSale(
            pulse,
            Set.HistoryTurns,
            new Plan(PlanKind.NeverPaid, Plan.Never, Plan.Never, 0),
            new Dice(seed, Subject.Quote, pulse)
        );

    private Sale MakeSale(long index, int turn, Plan plan, Dice dice)
    {
        var customer = dice.Below(Set.CustomersAt(turn));
        var foreign = ForeignOf(customer);
        var rate = foreign is { } f ? RateAt(f.Rate, f.Currency, turn) : Money.One;
        var lines = new SaleLine[Math.Max(plan.Kind is PlanKind.Credited ? 2 : 1, dice.Between(0, 4))];
        var (net, tax, netHome, taxHome) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i] = MakeSaleLine(ref dice, foreign is not null, rate);
            net += line.Net;
            tax += line.Tax;
            netHome += line.NetHome;
            taxHome += line.TaxHome;
        }

        return new Sale
        {
            Index = index,
            Turn = turn,
            Customer = customer,
            Currency = foreign?.Currency ?? Set.Land.Currency,
            Rate = rate,
            TermsDays = Terms[customer % Terms.Length],
            Lines = lines,
            Plan = plan,
            Net = net,
            Tax = tax,
            NetHome = netHome,
            TaxHome = taxHome,
        };
    }

    public Purchase Purchase(long index)
    {
        var dice = new Dice(seed, Subject.Purchase, index);
        var plan = PurchasePlan(index);
        var lines = new PurchaseLine[Math.Max(plan.Kind is PlanKind.Credited ? 2 : 1, dice.Between(1, 3))];
        var supplier = dice.Below(Set.Suppliers);
        var (net, tax) = (0L, 0L);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i] = MakePurchaseLine(ref dice, lines.Length);
            net += line.Net;
            tax += line.Tax;
        }

        return new Purchase
        {
            Index = index,
            Turn = TurnOfPurchase(index),
            Supplier = supplier,
            TermsDays = Terms[supplier % Terms.Length],
            Lines = lines,
            Plan = plan,
            Net = net,
            Tax = tax,
        };
    }

    private SaleLine MakeSaleLine(ref Dice dice, bool abroad, long rate)
    {
        var article = Articles[dice.Below(Articles.Length)];
        var units = dice.Between(1, Set.Trade.MostUnits);
        var discount = dice.Chance(12) ? dice.Between(1, 4) * 5 : 0;
        var taxRule = abroad ? Set.Land.Taxes.Length - 1 : article.TaxRule;
        var net = Money.Share(article.Price * units, 100 - discount, 100);
        var tax = Money.Share(net, Set.Land.Taxes[taxRule].BasisPoints, 10_000);
        return new SaleLine
        {
            Item = article.Number,
            Units = units,
            Price = article.Price,
            DiscountPercent = discount,
            TaxRule = taxRule,
            Net = net,
            Tax = tax,
            NetHome = Money.Exchange(net, rate),
            TaxHome = Money.Exchange(tax, rate),
        };
    }

    private PurchaseLine MakePurchaseLine(ref Dice dice, int lines)
    {
        // Bills come to about half of what is sold.
        var average = AverageSale * Set.SalesPerTurn / Set.PurchasesPerTurn / 2 / lines;
        var units = dice.Between(1, 6);
        var price = Math.Max(10, Money.Share(average, dice.Between(40, 160), 100L * units));
        var taxRule = dice.Chance(80) ? 0 : 1;
        var basisPoints = Set.Land.PurchaseTaxComesBack ? Set.Land.Taxes[taxRule].BasisPoints : 0;
        return new PurchaseLine(
            dice.Of<Nominal>(Costs),
            units,
            price,
            Set.Land.PurchaseTaxComesBack ? taxRule : Set.Land.Taxes.Length - 1,
            price * units,
            Money.Share(price * units, basisPoints, 10_000)
        );
    }

    private (string Currency, long Rate)? ForeignOf(int customer)
    {
        var dice = new Dice(seed, Subject.Rate, customer);
        return Set.ForeignPercent > 0 && dice.Chance(Set.ForeignPercent)
            ? dice.Of<(string, long)>(Set.Land.Foreign)
            : null;
    }

    // A rate stays for ten turns and never strays more than three percent.
    private long RateAt(long rate, string currency, int turn) =>
        Money.Share(rate, new Dice(seed + currency[0], Subject.Rate, turn / 10).Between(970, 1030), 1000);

    private Article MakeArticle(int number)
    {
        var trade = Set.Trade;
        var dice = new Dice(seed, Subject.Item, number);
        var thing = trade.Things[number % trade.Things.Length];
        var kind = trade.Kinds[number / trade.Things.Length % trade.Kinds.Length];
        var price = dice.Between(trade.LowPrice / 5, trade.HighPrice / 5) * 5L;
        return new Article(
            number,
            $"{kind} {thing}",
            price,
            dice.Chance(75) ? 0 : dice.Between(1, Set.Land.Taxes.Length - 1)
        );
    }
}

using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Commerce.Shops;

/// <summary>A shop come alive: makes any of its orders and products. It has no clock: that is a connection's.</summary>
internal sealed class Shop
{
    // Days until orders are paid, sent, returned and disputed.
    private static readonly int[] DelayDays = [0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 26, 33, 41];

    // What a shop is depends on its set alone, so all connections share it.
    private static readonly Dictionary<string, Lazy<Shop>> ByKey = ShopSets.All.ToDictionary(
        set => set.Key,
        set => new Lazy<Shop>(() => new Shop(set))
    );

    private Shop(ShopSet set)
    {
        Set = set;
        Seed = Dice.Seed("shop " + set.Key);
        Products = [.. Enumerable.Range(0, set.Products).Select(n => MakeProduct(n))];
        Delays = Delay.Turns(DelayDays, set.TurnsIn);
        PayoutEvery = Math.Max(2, set.TurnsIn(3));
    }

    public ShopSet Set { get; }

    public ulong Seed { get; }

    public Product[] Products { get; }

    /// <summary>In how many turns each of the delays passes, rising.</summary>
    public int[] Delays { get; }

    /// <summary>After how many turns the provider pays out.</summary>
    public int PayoutEvery { get; }

    public static Shop Of(ShopSet set) => ByKey[set.Key].Value;

    public int TurnOf(long order) => (int)(order / Set.OrdersPerTurn);

    public OrderPlan PlanOf(long order) => OrderPlan.Of(Seed, order);

    public string ShopperName(int shopper)
    {
        var dice = new Dice(Seed, Subject.Shopper, shopper);
        return Words.Person(ref dice);
    }

    public static string BranchId(int branch) => string.Create(CultureInfo.InvariantCulture, $"loc-{branch}");

    public string BranchName(int branch) =>
        branch is 0 ? "Web shop" : $"{Set.Name}, {Set.Land.Towns[branch % Set.Land.Towns.Length]}{Ordinal(branch)}";

    public Order Order(long index)
    {
        var turn = TurnOf(index);
        return Make(index, turn, PlanOf(index), new Dice(Seed, Subject.Order, index));
    }

    /// <summary>A basket that nobody pays for in the end; it is an order that is never placed.</summary>
    public Order Basket(long pulse) =>
        Make(
            pulse,
            Set.HistoryTurns,
            new OrderPlan(OrderKind.Cancelled, PaymentMethod.Online, 1, 2, 3, 4),
            new Dice(Seed, Subject.Quote, pulse)
        );

    /// <summary>A product that is sold for a short time only; no order has it.</summary>
    public Product Limited(long pulse)
    {
        var product = MakeProduct((int)(pulse % Set.Products));
        return product with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"limited-{pulse}"),
            Number = pulse,
            Name = $"{product.Name} (limited)",
            Variants = 1,
        };
    }

    private Order Make(long index, int turn, OrderPlan plan, Dice dice)
    {
        var shopper = dice.Below(Set.ShoppersAt(turn));
        var branch = plan.Method is PaymentMethod.Online or PaymentMethod.Wallet ? 0 : dice.Between(1, Set.Branches);
        var lines = new OrderLine[dice.Between(1, 4)];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = MakeLine(ref dice);
        }

        var shipping = branch is 0 ? dice.Of<long>([295, 395, 495, 0]) : 0;
        var isTipped = branch > 0 && plan.Kind is OrderKind.PaidAtOnce && dice.Chance(6);
        return new Order
        {
            Index = index,
            Turn = turn,
            Shopper = shopper,
            Branch = branch,
            Lines = lines,
            Plan = plan,
            ShippingNet = shipping,
            ShippingTaxRule = 0,
            ShippingTax = TaxOn(shipping, 0),
            Tip = isTipped ? dice.Between(1, 6) * 50 : 0,
        };
    }

    private OrderLine MakeLine(ref Dice dice)
    {
        var product = Products[dice.Below(Products.Length)];
        var variant = dice.Below(product.Variants);
        var units = dice.Between(1, Math.Min(6, Set.Trade.MostUnits));
        var price = product.PriceOf(variant);
        var discount = dice.Chance(15) ? Money.Share(price * units, dice.Between(1, 4) * 5, 100) : 0;
        return new OrderLine(
            product,
            variant,
            units,
            price,
            discount,
            product.TaxRule,
            TaxOn((price * units) - discount, product.TaxRule)
        );
    }

    private long TaxOn(long net, int rule) => Money.Share(net, Set.Land.Taxes[rule].BasisPoints, 10_000);

    private Product MakeProduct(int number)
    {
        var trade = Set.Trade;
        var dice = new Dice(Seed, Subject.Product, number);
        var thing = trade.Things[number % trade.Things.Length];
        var kind = number / trade.Things.Length % trade.Kinds.Length;
        return new Product(
            string.Create(CultureInfo.InvariantCulture, $"prod-{number}"),
            number,
            $"{trade.Kinds[kind]} {thing}",
            kind,
            dice.Between(trade.LowPrice / 20, trade.HighPrice / 20) * 20L,
            dice.Between(1, 3),
            dice.Chance(75) ? 0 : dice.Between(1, Set.Land.Taxes.Length - 1)
        );
    }

    private string Ordinal(int branch) =>
        branch < Set.Land.Towns.Length
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {(branch / Set.Land.Towns.Length) + 1}");
}

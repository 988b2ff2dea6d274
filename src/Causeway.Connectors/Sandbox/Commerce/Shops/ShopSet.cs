using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Commerce.Shops;

/// <summary>One made-up shop: what it sells and how big it is.</summary>
internal sealed record ShopSet
{
    /// <summary>How it is chosen; also the organisation's id, and its seed.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>What a person who chooses reads.</summary>
    public required string Description { get; init; }

    public required Trade Trade { get; init; }

    public required Land Land { get; init; }

    /// <summary>Orders placed in each turn.</summary>
    public required int OrdersPerTurn { get; init; }

    /// <summary>Turns before the connection was created.</summary>
    public required int HistoryTurns { get; init; }

    /// <summary>Days that they took.</summary>
    public int HistoryDays { get; init; } = 730;

    /// <summary>Customers at the founding; another comes every <see cref="NewShopperEvery"/> turns.</summary>
    public required int Shoppers { get; init; }

    public required int NewShopperEvery { get; init; }

    public required int Products { get; init; }

    /// <summary>Shops in towns, beside the web shop.</summary>
    public required int Branches { get; init; }

    /// <summary>In how many turns so many days pass, at the pace of the history.</summary>
    public int TurnsIn(int days) => (int)Math.Round((double)days * HistoryTurns / HistoryDays);

    /// <summary>How many customers there are when a turn begins.</summary>
    public int ShoppersAt(int turn) => Shoppers + (turn / NewShopperEvery);
}

/// <summary>The made-up shops that can be chosen.</summary>
internal static class ShopSets
{
    public static IReadOnlyList<ShopSet> All { get; } =
    [
        new()
        {
            Key = "corner-shop",
            Name = "Lantern Lane Stores",
            Description = "Corner shop: 240 orders in a year",
            Trade = Trades.Groceries,
            Land = Lands.Britain,
            OrdersPerTurn = 2,
            HistoryTurns = 120,
            HistoryDays = 365,
            Shoppers = 16,
            NewShopperEvery = 20,
            Products = 20,
            Branches = 1,
        },
        new()
        {
            Key = "craft-store",
            Name = "Plumb Line Homeware",
            Description = "Web shop with two branches: 1,000 orders",
            Trade = Trades.Workshop,
            Land = Lands.America,
            OrdersPerTurn = 2,
            HistoryTurns = 500,
            Shoppers = 120,
            NewShopperEvery = 6,
            Products = 40,
            Branches = 2,
        },
        new()
        {
            Key = "marketplace-20k",
            Name = "Nordlicht Markt",
            Description = "Marketplace seller: 20,000 orders",
            Trade = Trades.Wholesale,
            Land = Lands.Germany,
            OrdersPerTurn = 8,
            HistoryTurns = 2_500,
            Shoppers = 1_000,
            NewShopperEvery = 5,
            Products = 50,
            Branches = 3,
        },
        new()
        {
            Key = "chain-1m",
            Name = "Meridian Markets",
            Description = "Chain of shops: 1,000,000 orders",
            Trade = Trades.Groceries,
            Land = Lands.Britain,
            OrdersPerTurn = 64,
            HistoryTurns = 15_625,
            Shoppers = 5_000,
            NewShopperEvery = 2,
            Products = 50,
            Branches = 12,
        },
    ];

    /// <summary>Finds a shop by its key.</summary>
    public static ShopSet? Find(string key) => All.FirstOrDefault(s => s.Key == key);
}

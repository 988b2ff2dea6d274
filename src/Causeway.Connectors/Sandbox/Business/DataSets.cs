namespace Causeway.Connectors.Sandbox.Business;

/// <summary>The made-up businesses that can be chosen.</summary>
internal static class DataSets
{
    public static DataSet CornerShop { get; } =
        new()
        {
            Key = "corner-shop",
            Name = "Lantern Lane Stores",
            Kind = "Corner shop",
            Description = "120 invoices in a year",
            Trade = Trades.Groceries,
            Land = Lands.Britain,
            SalesPerTurn = 1,
            PurchasesPerTurn = 1,
            HistoryTurns = 120,
            HistoryDays = 365,
            Customers = 16,
            NewCustomerEvery = 20,
            Suppliers = 6,
            Items = 20,
        };

    public static IReadOnlyList<DataSet> All { get; } =
    [
        CornerShop,
        new()
        {
            Key = "consultancy",
            Name = "Copper Beech Advisers",
            Kind = "Consultancy",
            Description = "240 invoices for services, some in other currencies",
            Trade = Trades.Advice,
            Land = Lands.America,
            SalesPerTurn = 1,
            PurchasesPerTurn = 1,
            HistoryTurns = 240,
            Customers = 24,
            NewCustomerEvery = 12,
            Suppliers = 10,
            Items = 12,
            ForeignPercent = 25,
        },
        new()
        {
            Key = "wholesaler",
            Name = "Nordlicht Handel",
            Kind = "Wholesaler",
            Description = "600 invoices, some in other currencies",
            Trade = Trades.Wholesale,
            Land = Lands.Germany,
            SalesPerTurn = 2,
            PurchasesPerTurn = 2,
            HistoryTurns = 300,
            Customers = 60,
            NewCustomerEvery = 8,
            Suppliers = 25,
            Items = 50,
            ForeignPercent = 20,
        },
        new()
        {
            Key = "workshop-1k",
            Name = "Plumb Line Joinery",
            Kind = "Workshop",
            Description = "1,000 invoices",
            Trade = Trades.Workshop,
            Land = Lands.Britain,
            SalesPerTurn = 2,
            PurchasesPerTurn = 1,
            HistoryTurns = 500,
            Customers = 120,
            NewCustomerEvery = 6,
            Suppliers = 30,
            Items = 50,
        },
        new()
        {
            Key = "distributor-20k",
            Name = "Tall Pine Distribution",
            Kind = "Distributor",
            Description = "20,000 invoices",
            Trade = Trades.Wholesale,
            Land = Lands.America,
            SalesPerTurn = 8,
            PurchasesPerTurn = 4,
            HistoryTurns = 2_500,
            Customers = 1_000,
            NewCustomerEvery = 5,
            Suppliers = 120,
            Items = 50,
            ForeignPercent = 5,
        },
        new()
        {
            Key = "enterprise-1m",
            Name = "Meridian Provisions",
            Kind = "Enterprise",
            Description = "1,000,000 invoices",
            Trade = Trades.Wholesale,
            Land = Lands.Germany,
            SalesPerTurn = 64,
            PurchasesPerTurn = 16,
            HistoryTurns = 15_625,
            Customers = 5_000,
            NewCustomerEvery = 2,
            Suppliers = 800,
            Items = 50,
            ForeignPercent = 5,
        },
    ];

    /// <summary>Finds a data set by its key.</summary>
    public static DataSet? Find(string key) => All.FirstOrDefault(s => s.Key == key);
}

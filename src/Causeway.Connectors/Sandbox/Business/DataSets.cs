namespace Causeway.Connectors.Sandbox.Business;

/// <summary>The made-up businesses that can be chosen.</summary>
internal static class DataSets
{
    private static readonly Land Britain = new()
    {
        Country = "GB",
        Currency = "GBP",
        Taxes =
        [
            new("V20", "20% standard rate", 2000, []),
            new("V5", "5% reduced rate", 500, []),
            new("V0", "Zero rated", 0, []),
        ],
        PurchaseTaxComesBack = true,
        Foreign = [("EUR", 852_400), ("USD", 781_300)],
        Towns = ["Ashbourne", "Keswick", "Ludlow", "Whitby", "Totnes", "Hexham", "Stamford", "Rye"],
        Regions = ["Derbyshire", "Cumbria", "Shropshire", "North Yorkshire", "Devon"],
        Telephone = "01632 960###",
        PostalCode = "@@# #@@",
    };

    private static readonly Land America = new()
    {
        Country = "US",
        Currency = "USD",
        Taxes =
        [
            new("TX", "State and city tax", 825, [("State", 625), ("City", 200)]),
            new("TXS", "State tax", 625, []),
            new("EX", "Exempt", 0, []),
        ],
        PurchaseTaxComesBack = false,
        Foreign = [("EUR", 1_091_500), ("CAD", 731_200)],
        Towns = ["Galveston", "Asheville", "Boulder", "Duluth", "Savannah", "Spokane", "Dayton", "Reno"],
        Regions = ["TX", "NC", "CO", "MN", "GA"],
        Telephone = "202-555-01##",
        PostalCode = "#####",
    };

    private static readonly Land Germany = new()
    {
        Country = "DE",
        Currency = "EUR",
        Taxes =
        [
            new("MW19", "19% standard rate", 1900, []),
            new("MW7", "7% reduced rate", 700, []),
            new("MW0", "Tax free", 0, []),
        ],
        PurchaseTaxComesBack = true,
        Foreign = [("USD", 916_200), ("GBP", 1_173_100)],
        Towns = ["Lübeck", "Görlitz", "Marburg", "Celle", "Passau", "Jena", "Lindau", "Goslar"],
        Regions = ["Schleswig-Holstein", "Sachsen", "Hessen", "Niedersachsen", "Bayern"],
        Telephone = "030 23125 ###",
        PostalCode = "#####",
    };

    private static readonly Trade Groceries = new(
        ["tea", "marmalade", "soap", "candles", "biscuits", "honey", "paper", "coffee", "oats", "matches"],
        ["Plain", "Fine", "Rich", "Country", "Old style"],
        Services: false,
        120,
        2_400,
        24
    );

    private static readonly Trade Advice = new(
        ["workshop", "review", "coaching day", "audit", "study", "interim day", "training", "roadmap"],
        ["Strategy", "Pricing", "Process", "Finance", "People"],
        Services: true,
        38_000,
        145_000,
        10
    );

    private static readonly Trade Wholesale = new(
        ["flour", "olive oil", "rice", "sugar", "lentils", "raisins", "cocoa", "pepper", "vinegar", "yeast"],
        ["Mill", "Harbour", "Garden", "Valley", "Hill"],
        Services: false,
        450,
        11_000,
        180
    );

    private static readonly Trade Workshop = new(
        ["hinge", "bracket", "shelf", "frame", "drawer", "panel", "table", "bench", "door", "rail"],
        ["Oak", "Ash", "Steel", "Brass", "Birch"],
        Services: false,
        900,
        48_000,
        12
    );

    public static DataSet CornerShop { get; } =
        new()
        {
            Key = "corner-shop",
            Name = "Lantern Lane Stores",
            Kind = "Corner shop",
            Description = "120 invoices in a year",
            Trade = Groceries,
            Land = Britain,
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
            Trade = Advice,
            Land = America,
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
            Trade = Wholesale,
            Land = Germany,
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
            Trade = Workshop,
            Land = Britain,
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
            Trade = Wholesale,
            Land = America,
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
            Trade = Wholesale,
            Land = Germany,
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

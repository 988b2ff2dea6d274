namespace Causeway.Connectors.Sandbox.Business;

/// <summary>Where made-up businesses are.</summary>
internal static class Lands
{
    public static readonly Land Britain = new()
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

    public static readonly Land America = new()
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

    public static readonly Land Germany = new()
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
}

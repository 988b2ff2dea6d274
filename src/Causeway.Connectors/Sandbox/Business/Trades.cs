namespace Causeway.Connectors.Sandbox.Business;

/// <summary>What made-up businesses deal in.</summary>
internal static class Trades
{
    public static readonly Trade Groceries = new(
        ["tea", "marmalade", "soap", "candles", "biscuits", "honey", "paper", "coffee", "oats", "matches"],
        ["Plain", "Fine", "Rich", "Country", "Old style"],
        Services: false,
        120,
        2_400,
        24
    );

    public static readonly Trade Advice = new(
        ["workshop", "review", "coaching day", "audit", "study", "interim day", "training", "roadmap"],
        ["Strategy", "Pricing", "Process", "Finance", "People"],
        Services: true,
        38_000,
        145_000,
        10
    );

    public static readonly Trade Wholesale = new(
        ["flour", "olive oil", "rice", "sugar", "lentils", "raisins", "cocoa", "pepper", "vinegar", "yeast"],
        ["Mill", "Harbour", "Garden", "Valley", "Hill"],
        Services: false,
        450,
        11_000,
        180
    );

    public static readonly Trade Workshop = new(
        ["hinge", "bracket", "shelf", "frame", "drawer", "panel", "table", "bench", "door", "rail"],
        ["Oak", "Ash", "Steel", "Brass", "Birch"],
        Services: false,
        900,
        48_000,
        12
    );
}

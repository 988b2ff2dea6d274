namespace Causeway.Connectors.Sandbox.Business;

/// <summary>What names are made of. None means anybody.</summary>
internal static class Words
{
    private static readonly string[] First =
    [
        "Amber",
        "Birch",
        "Copper",
        "Dapple",
        "Ember",
        "Fern",
        "Gilded",
        "Harbour",
        "Indigo",
        "Juniper",
        "Kestrel",
        "Larch",
        "Meadow",
        "Nettle",
        "Orchard",
        "Pebble",
        "Quill",
        "Russet",
        "Saffron",
        "Thistle",
        "Umber",
        "Velvet",
        "Willow",
        "Yarrow",
        "Bramble",
        "Cobalt",
        "Drift",
        "Falcon",
        "Granite",
        "Heron",
        "Ivory",
        "Marble",
    ];

    private static readonly string[] Second =
    [
        "Anchor",
        "Bridge",
        "Compass",
        "Dovetail",
        "Field",
        "Gate",
        "Hearth",
        "Island",
        "Junction",
        "Kiln",
        "Lantern",
        "Mill",
        "Needle",
        "Oak",
        "Parade",
        "Quay",
        "Rivet",
        "Spindle",
        "Tower",
        "Vale",
        "Wharf",
        "Yard",
        "Arch",
        "Beacon",
        "Corner",
        "Dell",
        "Forge",
        "Grove",
        "Hollow",
        "Kettle",
        "Loom",
        "Market",
    ];

    private static readonly string[] Firm =
    [
        "Ltd",
        "Partners",
        "& Co",
        "Group",
        "Trading",
        "Works",
        "Studio",
        "Supply",
    ];

    private static readonly string[] Given =
    [
        "Ada",
        "Bea",
        "Cal",
        "Dina",
        "Edo",
        "Fay",
        "Gus",
        "Hana",
        "Ivo",
        "June",
        "Kai",
        "Lena",
        "Milo",
        "Nora",
        "Otis",
        "Pia",
        "Rex",
        "Suki",
        "Theo",
        "Una",
        "Vik",
        "Wren",
        "Yara",
        "Zeno",
    ];

    private static readonly string[] Family =
    [
        "Ashdown",
        "Brook",
        "Carrow",
        "Denholm",
        "Elmer",
        "Farrow",
        "Glade",
        "Hythe",
        "Inglow",
        "Jarrow",
        "Kell",
        "Lorne",
        "Marsh",
        "Nairn",
        "Orrin",
        "Pell",
        "Rudd",
        "Selby",
        "Tarn",
        "Upwell",
        "Varley",
        "Wick",
    ];

    private static readonly string[] Street =
    [
        "Mill Lane",
        "Station Road",
        "High Street",
        "Quay Street",
        "Orchard Close",
        "Church Walk",
        "Market Place",
        "Bridge Street",
        "Tanner's Row",
        "Chapel Hill",
    ];

    /// <summary>A firm's name; those of different numbers below a million differ.</summary>
    public static string FirmName(ulong seed, Subject subject, int number)
    {
        var dice = new Dice(seed, subject, number);
        var name = $"{dice.Of<string>(First)} {dice.Of<string>(Second)} {dice.Of<string>(Firm)}";
        return number < 40 ? name : $"{name} {number + 1}";
    }

    public static string Person(ref Dice dice) => $"{dice.Of<string>(Given)} {dice.Of<string>(Family)}";

    public static string StreetLine(ref Dice dice) => $"{dice.Between(1, 180)} {dice.Of<string>(Street)}";

    public static string PostalCode(ref Dice dice, string form) => Fill(ref dice, form);

    public static string Telephone(ref Dice dice, Land land) => Fill(ref dice, land.Telephone);

    private static string Fill(ref Dice dice, string form)
    {
        Span<char> filled = stackalloc char[form.Length];
        for (var i = 0; i < form.Length; i++)
        {
            filled[i] = form[i] switch
            {
                '@' => (char)('A' + dice.Below(26)),
                '#' => (char)('0' + dice.Below(10)),
                var other => other,
            };
        }

        return new string(filled);
    }
}

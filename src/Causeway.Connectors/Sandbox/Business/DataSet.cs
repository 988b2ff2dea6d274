using Causeway.Connectors.Sandbox.Accounting;

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>One made-up business: what it deals in and how big it is.</summary>
internal sealed record DataSet
{
    /// <summary>How it is chosen; also the organisation's id, and its seed.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>What kind of business it is.</summary>
    public required string Kind { get; init; }

    /// <summary>How big it is, for a person who chooses.</summary>
    public required string Description { get; init; }

    /// <summary>How many lines its bank accounts have at the founding of a connection, roughly: each document is paid about once, and most days bring something of their own.</summary>
    public int BankLinesRoughly => ((SalesPerTurn + PurchasesPerTurn) * HistoryTurns) + (HistoryDays * 7 / 8);

    public required Trade Trade { get; init; }

    public required Land Land { get; init; }

    /// <summary>Invoices raised in each turn.</summary>
    public required int SalesPerTurn { get; init; }

    /// <summary>Bills received in each turn.</summary>
    public required int PurchasesPerTurn { get; init; }

    /// <summary>Turns before the connection was created.</summary>
    public required int HistoryTurns { get; init; }

    /// <summary>Days that they took.</summary>
    public int HistoryDays { get; init; } = 730;

    /// <summary>Customers at the founding; another comes every <see cref="NewCustomerEvery"/> turns.</summary>
    public required int Customers { get; init; }

    public required int NewCustomerEvery { get; init; }

    public required int Suppliers { get; init; }

    public required int Items { get; init; }

    /// <summary>How many of a hundred customers have a currency of their own.</summary>
    public int ForeignPercent { get; init; }

    /// <summary>In how many turns so many days pass, at the pace of the history.</summary>
    public int TurnsIn(int days) => (int)Math.Round((double)days * HistoryTurns / HistoryDays);

    /// <summary>How many customers there are when a turn begins.</summary>
    public int CustomersAt(int turn) => Customers + (turn / NewCustomerEvery);
}

/// <summary>What a business deals in.</summary>
/// <param name="Things">What its items are called, with <paramref name="Kinds"/> before.</param>
/// <param name="Kinds">Words that tell items of one name apart.</param>
/// <param name="Services">Whether it sells work and no goods.</param>
/// <param name="LowPrice">The lowest price of an item, in pence.</param>
/// <param name="HighPrice">The highest.</param>
/// <param name="MostUnits">The most units on a line.</param>
internal sealed record Trade(
    string[] Things,
    string[] Kinds,
    bool Services,
    int LowPrice,
    int HighPrice,
    int MostUnits
);

/// <summary>Where a business is: money, taxes and the form of addresses.</summary>
internal sealed record Land
{
    public required string Country { get; init; }

    public required string Currency { get; init; }

    public required TaxRule[] Taxes { get; init; }

    /// <summary>Whether tax that was paid on purchases comes back.</summary>
    public required bool PurchaseTaxComesBack { get; init; }

    /// <summary>Currencies of customers abroad, with what one unit is worth here, in millionths.</summary>
    public required (string Currency, long Rate)[] Foreign { get; init; }

    public required string[] Towns { get; init; }

    public required string[] Regions { get; init; }

    /// <summary>The form of telephone numbers, of a range that is kept for fiction; # stands for a digit.</summary>
    public required string Telephone { get; init; }

    /// <summary>The form of a postal code: @ stands for a letter, # for a digit.</summary>
    public required string PostalCode { get; init; }
}

/// <summary>A tax on sales.</summary>
/// <param name="Code">Its code, also its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="BasisPoints">Hundredths of a percent.</param>
/// <param name="Parts">What it is made of, in hundredths of a percent; nothing when it is one.</param>
internal sealed record TaxRule(string Code, string Name, int BasisPoints, (string Name, int BasisPoints)[] Parts);

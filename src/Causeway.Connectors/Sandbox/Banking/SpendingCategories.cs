using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>
/// What money is moved for, as a tree. Labels that the holder makes hang below a branch of their own: one comes every minute,
/// and vanishes two minutes later.
/// </summary>
internal static class SpendingCategories
{
    private static readonly Passing Labels = new(Every: 4, Lives: 8, RevisedAfter: 5);

    private static readonly (string Id, string Name, string? Above)[] Tree =
    [
        ("in", "Money in", null),
        ("in-sales", "Sales", "in"),
        ("in-interest", "Interest", "in"),
        ("in-owners", "Owners", "in"),
        ("out", "Money out", null),
        ("out-suppliers", "Suppliers", "out"),
        ("out-people", "Wages", "out"),
        ("out-place", "Premises", "out"),
        ("out-place-rent", "Rent", "out-place"),
        ("out-place-utilities", "Utilities", "out-place"),
        ("out-office", "Office", "out"),
        ("out-travel", "Travel", "out"),
        ("out-tax", "Taxes", "out"),
        ("out-bank", "Bank fees", "out"),
        ("own", "Between own accounts", null),
        ("own-savings", "Savings", "own"),
        ("own-card", "Card repayment", "own"),
        ("own-abroad", "Currency exchange", "own"),
        ("labels", "Labels", null),
        ("old", "Cash book", null),
    ];

    public static Party Sales => Of("in-sales");

    public static Party Exchange => Of("own-abroad");

    public static Party Travel => Of("out-travel");

    /// <summary>What a line of the books is for.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="other">The account on the other side.</param>
    public static Party Of(EventKind kind, Nominal other) =>
        Of(
            kind switch
            {
                EventKind.Receipt => "in-sales",
                EventKind.InterestReceived => "in-interest",
                EventKind.Opening => "in-owners",
                EventKind.Wages => "out-people",
                EventKind.Rent => "out-place-rent",
                EventKind.BankFee => "out-bank",
                EventKind.TaxPaid => "out-tax",
                EventKind.Saving => "own-savings",
                EventKind.CardCleared => "own-card",
                EventKind.CardPurchase => other switch
                {
                    Nominal.Travel => "out-travel",
                    Nominal.Utilities => "out-place-utilities",
                    _ => "out-office",
                },
                _ => "out-suppliers",
            }
        );

    /// <summary>All of them at a moment.</summary>
    public static List<SandboxSpendingCategory> Rows(Books books)
    {
        var founded = books.Clock.Founded.ToUnixTimeMilliseconds();
        var labels = Labels.At(books.Until).Select(pulse => Label(books, pulse)).ToList();
        return
        [
            .. Tree.Select(c => new SandboxSpendingCategory
            {
                Id = c.Id,
                Name = c.Name,
                Above = c.Above,
                Children = c.Id is "labels" ? labels.Count : Tree.Count(o => o.Above == c.Id),
                State = c.Id is "old" ? "closed" : "active",
                Changed = founded,
            }),
            .. labels,
        ];
    }

    private static Party Of(string id) => new(id, Array.Find(Tree, c => c.Id == id).Name);

    private static SandboxSpendingCategory Label(Books books, long pulse)
    {
        var change = Labels.ChangeOf(pulse, books.Until);
        return new SandboxSpendingCategory
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"label-{pulse}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"Label {pulse + 1}{(change == pulse ? "" : ", done")}"),
            Above = "labels",
            State = change == pulse ? "active" : "closed",
            Changed = books.Clock.EndOfPulse(change).ToUnixTimeMilliseconds(),
        };
    }
}

/// <summary>A category as the made-up bank keeps it.</summary>
internal sealed record SandboxSpendingCategory : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Above { get; init; }

    public int Children { get; init; }

    /// <summary>active or closed.</summary>
    public required string State { get; init; }

    public required long Changed { get; init; }
}

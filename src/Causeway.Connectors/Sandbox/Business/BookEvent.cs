using System.Globalization;

namespace Causeway.Connectors.Sandbox.Business;

/// <summary>Something that happened in a turn and may be in the books.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Turn">When.</param>
/// <param name="Index">To which invoice or bill, or in which turn it began.</param>
/// <param name="Slot">Which of the two things of its plan it is.</param>
internal readonly record struct BookEvent(EventKind Kind, int Turn, long Index, int Slot = 0)
{
    /// <summary>Names what happened, for ids.</summary>
    public string Key =>
        Kind switch
        {
            EventKind.Sale => Id("inv"),
            EventKind.SaleWithdrawn => Id("void"),
            EventKind.Credit => Id("cn"),
            EventKind.Receipt => Id("pay") + Suffix,
            EventKind.Purchase or EventKind.PurchaseDropped => Id("bill"),
            EventKind.PurchaseCredit => Id("bcn"),
            EventKind.Outlay => Id("bpay") + Suffix,
            EventKind.Saving or EventKind.CardCleared => Id("tr") + (Kind is EventKind.Saving ? "-s" : "-c"),
            EventKind.Accrual or EventKind.AccrualDropped => Id("accrual"),
            _ => Id(Kind.ToString().ToLowerInvariant()),
        };

    public static string SaleKey(long index) => new BookEvent(EventKind.Sale, 0, index).Key;

    public static string PurchaseKey(long index) => new BookEvent(EventKind.Purchase, 0, index).Key;

    /// <summary>The number of one of the firm's own invoices, or nothing if the id is of something else.</summary>
    public static long? SaleIndex(string id) => IndexAfter("inv-", id);

    /// <summary>The number of one of the firm's own bills, or nothing if the id is of something else.</summary>
    public static long? PurchaseIndex(string id) => IndexAfter("bill-", id);

    public static long? IndexAfter(string prefix, string id) =>
        id.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private string Suffix => Slot is 0 ? "a" : "b";

    private string Id(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Index}");
}

/// <summary>What can happen.</summary>
internal enum EventKind
{
    /// <summary>The owners put money in.</summary>
    Opening,

    /// <summary>An invoice is raised.</summary>
    Sale,

    /// <summary>An invoice is made void.</summary>
    SaleWithdrawn,

    /// <summary>A credit note is raised.</summary>
    Credit,

    /// <summary>A customer pays.</summary>
    Receipt,

    /// <summary>A bill comes in.</summary>
    Purchase,

    /// <summary>A bill that was entered twice is removed, with its journal entry.</summary>
    PurchaseDropped,

    /// <summary>A supplier credits part of a bill.</summary>
    PurchaseCredit,

    /// <summary>A bill is paid.</summary>
    Outlay,

    /// <summary>Something is bought with the company card.</summary>
    CardPurchase,

    Wages,

    Rent,

    BankFee,

    InterestReceived,

    /// <summary>The tax of a quarter is paid.</summary>
    TaxPaid,

    /// <summary>Money is moved to the savings account.</summary>
    Saving,

    /// <summary>The company card is paid off.</summary>
    CardCleared,

    /// <summary>Equipment wears off.</summary>
    Depreciation,

    /// <summary>A cost that has no bill yet is noted.</summary>
    Accrual,

    /// <summary>The note is removed, with its journal entry.</summary>
    AccrualDropped,
}

/// <summary>A line of a journal entry.</summary>
/// <param name="Account">The account.</param>
/// <param name="Amount">Debit positive, credit negative; in the money of the land.</param>
/// <param name="Foreign">The same in the document's currency.</param>
internal readonly record struct Posting(Nominal Account, long Amount, long Foreign);

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>The fields by which lines of entries are read, wherever they hang.</summary>
internal static class TrytonPaymentFields
{
    /// <summary>The amounts of a line.</summary>
    public static IEnumerable<string> Line(string path) =>
        [path + "debit", path + "credit", path + "amount_second_currency", path + "second_currency.code"];

    /// <summary>What an entry says of itself.</summary>
    public static IReadOnlyList<string> Move { get; } =
    [
        "number",
        "post_number",
        "description",
        "origin",
        "date",
        "create_date",
        "write_date",
        "journal.name",
        "journal.type",
        "company.currency.code",
    ];

    /// <summary>A line, its entry, and what tells whether that is a document's own or a payment.</summary>
    public static IEnumerable<string> LineWithMove(string path) =>
        [
            .. Line(path),
            path + "move.date",
            path + "move.number",
            path + "move.post_number",
            path + "move.description",
            path + "move.origin",
            path + "move.journal.type",
        ];

    /// <summary>A line, its entry, and the whole of what that paid.</summary>
    public static IEnumerable<string> LineWithPayment(string path) =>
        [
            .. LineWithMove(path),
            .. Line(path + "move.lines."),
            path + "move.lines.account.name",
            path + "move.lines.account.type.receivable",
            path + "move.lines.account.type.payable",
        ];
}

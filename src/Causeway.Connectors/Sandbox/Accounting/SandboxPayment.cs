using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>A payment of a customer or to a supplier as the made-up firm keeps it.</summary>
internal sealed record SandboxPayment : ISandboxRow
{
    public static readonly Party[] Methods =
    [
        new("transfer", "Bank transfer"),
        new("debit", "Direct debit"),
        new("card", "Card"),
    ];

    public required string Id { get; init; }

    public Party? Party { get; init; }

    public Party? Account { get; init; }

    public Party? Method { get; init; }

    public required long Total { get; init; }

    public required string Currency { get; init; }

    public required long Rate { get; init; }

    /// <summary>The total in the home currency, where it is not the rate times the total to the penny.</summary>
    public long? Home { get; init; }

    public required DateOnly On { get; init; }

    public required IReadOnlyList<SandboxPaymentLine> Lines { get; init; }

    public string? Reference { get; init; }

    public string? Memo { get; init; }

    /// <summary>The marker of the write that made it.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }

    /// <summary>The lines of a payment that settles one document, or that uses a credit note up on it.</summary>
    public static IReadOnlyList<SandboxPaymentLine> LinesOf(SandboxLink document, string? creditNote) =>
        creditNote is null
            ? [new SandboxPaymentLine(-document.Amount, [document])]
            : [new SandboxPaymentLine(0, [document, new SandboxLink("credit", creditNote, -document.Amount)])];
}

/// <summary>Money that a payment moves, and what it settles: the amounts of both add up to nothing.</summary>
internal sealed record SandboxPaymentLine(long Amount, IReadOnlyList<SandboxLink> Links);

/// <summary>What is settled.</summary>
/// <param name="Kind">invoice, bill, credit or account.</param>
/// <param name="Id">Its id.</param>
/// <param name="Amount">By how much what is open there changes.</param>
internal sealed record SandboxLink(string Kind, string? Id, long Amount);

using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Payments of customers; also what uses a credit note up, which moves no money.</summary>
internal sealed class SandboxPayments(FirmSource source)
    : Reader<SandboxPayment, Payment>(SandboxJson.Default.SandboxPayment)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override Payment Map(SandboxPayment source) =>
        new()
        {
            Id = source.Id,
            CustomerRef = Parts.ToCustomerRef(source.Party),
            AccountRef = Parts.ToAccountRef(source.Account),
            PaymentMethodRef = source.Method is null
                ? null
                : new PaymentMethodRef { Id = source.Method.Id, Name = source.Method.Name },
            TotalAmount = Money.ToDecimal(source.Total),
            Currency = source.Currency,
            CurrencyRate = Parts.ToRate(source.Rate),
            Date = Parts.ToDate(source.On),
            Note = source.Memo,
            Lines =
            [
                .. source.Lines.Select(l => new PaymentLine
                {
                    Amount = Money.ToDecimal(l.Amount),
                    AllocatedOnDate = Parts.ToDate(source.On),
                    Links =
                    [
                        .. l.Links.Select(k => new PaymentLineLink
                        {
                            Type = TypeOf(k.Kind),
                            Id = k.Id,
                            Amount = Money.ToDecimal(k.Amount),
                        }),
                    ],
                }),
            ],
            Reference = source.Reference,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static PaymentLinkType TypeOf(string kind) =>
        kind switch
        {
            "invoice" => PaymentLinkType.Invoice,
            "credit" => PaymentLinkType.CreditNote,
            "account" => PaymentLinkType.PaymentOnAccount,
            _ => PaymentLinkType.Unknown,
        };

    private static Feed<SandboxPayment> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxPayment, (period, position) => Read(books, period, position))
        {
            Count = moment => books.Firm.Ledger.Count(Count.Payments, moment.Turns),
        };

    private static IEnumerable<Batch<SandboxPayment>> Read(Books books, Period period, long position)
    {
        for (var turn = (int)Math.Max(position, period.FirstTurn); turn < period.Until.Turns; turn++)
        {
            var events = new List<BookEvent>();
            Turns.List(books.Firm, turn, events);
            yield return new Batch<SandboxPayment>([.. events.Where(IsPayment).Select(e => Row(books, e))], turn + 1);
        }

        yield return new Batch<SandboxPayment>([], period.Until.Turns + 1);

        bool IsPayment(BookEvent e) =>
            e.Kind is EventKind.Receipt
            || (e.Kind is EventKind.Credit && books.Firm.SalePlan(e.Index).Kind is PlanKind.Credited);
    }

    private static SandboxPayment Row(Books books, BookEvent happened)
    {
        var sale = books.Firm.Sale(happened.Index);
        var amount = sale.Amount(happened.Slot);
        var isCredit = happened.Kind is EventKind.Credit;
        var invoice = new SandboxLink("invoice", new BookEvent(EventKind.Sale, 0, sale.Index).Key, -amount);
        return new SandboxPayment
        {
            Id = (happened with { Kind = EventKind.Receipt }).Key,
            Party = CustomerRows.PartyOf(books.Firm, sale.Customer),
            Account = isCredit ? null : Parts.Account(Nominal.Current),
            Method = isCredit ? null : Methods[sale.Customer % Methods.Length],
            Total = isCredit ? 0 : amount,
            Currency = sale.Currency,
            Rate = sale.Rate,
            On = books.DayOf(happened.Turn),
            Lines =
            [
                isCredit
                    ? new SandboxPaymentLine(0, [invoice, new SandboxLink("credit", happened.Key, amount)])
                    : new SandboxPaymentLine(amount, [invoice]),
            ],
            Reference = isCredit ? null : $"REF{sale.Index + 1:D6}",
            Changed = books.ChangedIn(happened.Turn),
        };
    }

    public static readonly Party[] Methods =
    [
        new("transfer", "Bank transfer"),
        new("debit", "Direct debit"),
        new("card", "Card"),
    ];
}

/// <summary>A payment of a customer or to a supplier as the made-up firm keeps it.</summary>
internal sealed record SandboxPayment : ISandboxRow
{
    public required string Id { get; init; }

    public Party? Party { get; init; }

    public Party? Account { get; init; }

    public Party? Method { get; init; }

    public required long Total { get; init; }

    public required string Currency { get; init; }

    public required long Rate { get; init; }

    public required DateOnly On { get; init; }

    public required IReadOnlyList<SandboxPaymentLine> Lines { get; init; }

    public string? Reference { get; init; }

    public string? Memo { get; init; }

    /// <summary>The marker of the write that made it.</summary>
    public string? Mark { get; init; }

    public required long Changed { get; init; }
}

/// <summary>Money that a payment moves, and what it settles: the amounts of both add up to nothing.</summary>
internal sealed record SandboxPaymentLine(long Amount, IReadOnlyList<SandboxLink> Links);

/// <summary>What is settled.</summary>
/// <param name="Kind">invoice, bill, credit or account.</param>
/// <param name="Id">Its id.</param>
/// <param name="Amount">By how much what is open there changes.</param>
internal sealed record SandboxLink(string Kind, string? Id, long Amount);

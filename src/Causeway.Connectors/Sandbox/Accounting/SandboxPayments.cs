using System.Globalization;
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
        new(
            SandboxJson.Default.SandboxPayment,
            (period, position) =>
                EventRows.Read(
                    books,
                    period,
                    position,
                    happened => Row(books, happened),
                    books.Written.Payments.Values.Select(w => w.Row)
                )
        )
        {
            Count = () => books.Count(Count.Payments) + books.Written.Payments.Count,
        };

    private static SandboxPayment? Row(Books books, BookEvent happened)
    {
        var isCredit = happened.Kind is EventKind.Credit;
        if (!isCredit && happened.Kind is not EventKind.Receipt)
        {
            return null;
        }

        var sale = books.Firm.Sale(happened.Index);
        if (isCredit && !sale.Plan.Settles(happened.Slot))
        {
            return null; // the credit stays open
        }

        var amount = sale.Amount(happened.Slot);
        return new SandboxPayment
        {
            Id = (happened with { Kind = EventKind.Receipt }).Key,
            Party = CustomerRows.PartyOf(books.Firm, sale.Customer),
            Account = isCredit ? null : Parts.Bank,
            Method = isCredit ? null : SandboxPayment.Methods[sale.Customer % SandboxPayment.Methods.Length],
            Total = isCredit ? 0 : amount,
            Currency = sale.Currency,
            Rate = sale.Rate,
            Home = isCredit || sale.Rate is Money.One ? null : sale.AmountHome(happened.Slot),
            On = books.DayOf(happened.Turn),
            Lines = SandboxPayment.LinesOf(
                new SandboxLink("invoice", BookEvent.SaleKey(sale.Index), -amount),
                isCredit ? happened.Key : null
            ),
            Reference = isCredit ? null : string.Create(CultureInfo.InvariantCulture, $"REF{sale.Index + 1:D6}"),
            Changed = books.ChangedIn(happened.Turn),
        };
    }
}

using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Purchases;

/// <summary>Payments of bills; also what uses a supplier's credit note up, which moves no money.</summary>
internal sealed class SandboxBillPayments(FirmSource source)
    : Reader<SandboxPayment, BillPayment>(SandboxJson.Default.SandboxPayment)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesAndDeletions;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override BillPayment Map(SandboxPayment source) =>
        new()
        {
            Id = source.Id,
            SupplierRef = Parts.ToSupplierRef(source.Party),
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
                .. source.Lines.Select(l => new BillPaymentLine
                {
                    Amount = Money.ToDecimal(l.Amount),
                    AllocatedOnDate = Parts.ToDate(source.On),
                    Links =
                    [
                        .. l.Links.Select(k => new BillPaymentLineLink
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

    private static BillPaymentLinkType TypeOf(string kind) =>
        kind switch
        {
            "bill" => BillPaymentLinkType.Bill,
            "credit" => BillPaymentLinkType.CreditNote,
            "account" => BillPaymentLinkType.PaymentOnAccount,
            _ => BillPaymentLinkType.Unknown,
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
                    books.Written.BillPayments.Values.Select(w => w.Row)
                )
        )
        {
            Name = "billPayments",
            Count = () => books.Count(Count.Outlays) + books.Written.BillPayments.Count,
        };

    private static SandboxPayment? Row(Books books, BookEvent happened)
    {
        var isCredit = happened.Kind is EventKind.PurchaseCredit;
        if (!isCredit && happened.Kind is not EventKind.Outlay)
        {
            return null;
        }

        var purchase = books.Firm.Purchase(happened.Index);
        var amount = purchase.Amount(happened.Slot);
        return new SandboxPayment
        {
            Id = (happened with { Kind = EventKind.Outlay }).Key,
            Party = SupplierRows.PartyOf(books.Firm, purchase.Supplier),
            Account = isCredit ? null : Parts.Bank,
            Method = isCredit ? null : SandboxPayment.Methods[0],
            Total = isCredit ? 0 : amount,
            Currency = books.Set.Land.Currency,
            Rate = Money.One,
            On = books.DayOf(happened.Turn),
            Lines = SandboxPayment.LinesOf(
                new SandboxLink("bill", BookEvent.PurchaseKey(purchase.Index), -amount),
                isCredit ? happened.Key : null
            ),
            Reference = isCredit ? null : string.Create(CultureInfo.InvariantCulture, $"OUT{purchase.Index + 1:D6}"),
            Changed = books.ChangedIn(happened.Turn),
        };
    }
}

using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>Payments to suppliers: see <see cref="TrytonSettlements"/> for what is one.</summary>
internal sealed class TrytonBillPayments(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonPayment, BillPayment>(TrytonJson.Default.TrytonPayment)
{
    private readonly TrytonSettlements settlements = new(tryton, time, TrytonSide.Suppliers);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        settlements.ReadAsync(window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        settlements.ReadIdsAsync(cursor, ct);

    public override BillPayment Map(TrytonPayment source)
    {
        var total = TrytonPaymentTotal.Of(source.AsMove, customers: false, source.Company);
        var party = source.Party(customers: false);
        return new BillPayment
        {
            Id = source.Key,
            SupplierRef = party is null ? null : new SupplierRef { Id = party.Key, SupplierName = party.Name },
            AccountRef = source.IsReconciliation ? null : total.Account?.ToAccountRef(),
            TotalAmount = source.IsReconciliation ? 0 : total.Amount,
            Currency = total.Currency,
            CurrencyRate = total.CurrencyRate,
            Date = source.Day,
            Note = TrytonMarker.Remove(source.Description),
            Lines = [.. TrytonPaymentLinks.Of(source, customers: false).Select(MapLine)],
            Reference = source.PostNumber ?? source.Number,
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
    }

    private static BillPaymentLine MapLine(TrytonPaymentPart part) =>
        new()
        {
            Amount = part.Amount,
            AllocatedOnDate = part.AllocatedOn.ToInstant(),
            Links =
            [
                .. part.Links.Select(link => new BillPaymentLineLink
                {
                    Type = link.Kind switch
                    {
                        TrytonLinkKind.Document => BillPaymentLinkType.Bill,
                        TrytonLinkKind.CreditNote => BillPaymentLinkType.CreditNote,
                        TrytonLinkKind.Payment => BillPaymentLinkType.BillPayment,
                        TrytonLinkKind.Refund => BillPaymentLinkType.Refund,
                        TrytonLinkKind.ManualJournal => BillPaymentLinkType.ManualJournal,
                        TrytonLinkKind.OnAccount => BillPaymentLinkType.PaymentOnAccount,
                        _ => BillPaymentLinkType.Unknown,
                    },
                    Id = link.Id,
                    Amount = link.Amount,
                    CurrencyRate = link.CurrencyRate,
                }),
            ],
        };
}

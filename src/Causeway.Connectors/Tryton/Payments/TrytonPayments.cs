using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>Customers' payments: see <see cref="TrytonSettlements"/> for what is one.</summary>
internal sealed class TrytonPayments(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonPayment, Payment>(TrytonJson.Default.TrytonPayment)
{
    private readonly TrytonSettlements settlements = new(tryton, time, TrytonSide.Customers);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        settlements.ReadAsync(window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        settlements.ReadIdsAsync(cursor, ct);

    public override Payment Map(TrytonPayment source)
    {
        var total = TrytonPaymentTotal.Of(source.AsMove, customers: true, source.Company);
        var party = source.Party(customers: true);
        return new Payment
        {
            Id = source.Key,
            CustomerRef = party is null ? null : new CustomerRef { Id = party.Key, CompanyName = party.Name },
            AccountRef = source.IsReconciliation ? null : total.Account?.ToAccountRef(),
            TotalAmount = source.IsReconciliation ? 0 : total.Amount,
            Currency = total.Currency,
            CurrencyRate = total.CurrencyRate,
            Date = source.Day,
            Note = TrytonMarker.Remove(source.Description),
            Lines = [.. TrytonPaymentLinks.Of(source, customers: true).Select(MapLine)],
            Reference = source.PostNumber ?? source.Number,
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
    }

    private static PaymentLine MapLine(TrytonPaymentPart part) =>
        new()
        {
            Amount = part.Amount,
            AllocatedOnDate = part.AllocatedOn.ToInstant(),
            Links =
            [
                .. part.Links.Select(link => new PaymentLineLink
                {
                    Type = link.Kind switch
                    {
                        TrytonLinkKind.Document => PaymentLinkType.Invoice,
                        TrytonLinkKind.CreditNote => PaymentLinkType.CreditNote,
                        TrytonLinkKind.Payment => PaymentLinkType.Payment,
                        TrytonLinkKind.Refund => PaymentLinkType.Refund,
                        TrytonLinkKind.ManualJournal => PaymentLinkType.ManualJournal,
                        TrytonLinkKind.OnAccount => PaymentLinkType.PaymentOnAccount,
                        _ => PaymentLinkType.Unknown,
                    },
                    Id = link.Id,
                    Amount = link.Amount,
                    CurrencyRate = link.CurrencyRate,
                }),
            ],
        };
}

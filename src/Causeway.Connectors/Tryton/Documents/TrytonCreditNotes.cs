using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Credit notes: customers' documents whose total is below zero; here their amounts are above.</summary>
internal sealed class TrytonCreditNotes(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonDocument, CreditNote>(TrytonJson.Default.TrytonDocument)
{
    private readonly TrytonDocuments documents = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        documents.ReadCreditNotesAsync("out", window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        documents.ReadIdsAsync("out", creditNotes: true, cursor, ct);

    public override CreditNote Map(TrytonDocument source) =>
        new()
        {
            Id = source.Key,
            CreditNoteNumber = source.Number,
            CustomerRef = source.CustomerRef,
            IssueDate = source.IssueDate,
            AllocatedOnDate = source.PaidOn,
            Currency = source.CurrencyCode,
            CurrencyRate = source.CurrencyRate,
            LineItems = [.. TrytonDocumentLines.Of(source).Select(MapLine)],
            PaymentAllocations = TrytonAllocations.Of(source),
            SubTotal = -source.UntaxedAmount,
            TotalTaxAmount = -source.TaxAmount,
            TotalAmount = -source.TotalAmount,
            TotalDiscount = 0,
            DiscountPercentage = 0,
            RemainingCredit = source.AmountDue,
            Status = source.Stage switch
            {
                TrytonDocumentStage.Draft => CreditNoteStatus.Draft,
                TrytonDocumentStage.Open => CreditNoteStatus.Submitted,
                TrytonDocumentStage.PartiallyPaid => CreditNoteStatus.PartiallyPaid,
                TrytonDocumentStage.Paid => CreditNoteStatus.Paid,
                TrytonDocumentStage.Void => CreditNoteStatus.Void,
                _ => CreditNoteStatus.Unknown,
            },
            Note = source.Note,
            SourceModifiedDate = source.Modified,
        };

    private static CreditNoteLineItem MapLine(TrytonTaxedLine line) =>
        new()
        {
            Description = line.Source.Description,
            UnitAmount = line.UnitAmount,
            Quantity = line.Quantity,
            SubTotal = line.SubTotal,
            TaxAmount = line.TaxAmount,
            TotalAmount = line.Total,
            AccountRef = line.AccountRef,
            TaxRateRef = line.TaxRateRef,
            ItemRef = line.ItemRef,
        };
}

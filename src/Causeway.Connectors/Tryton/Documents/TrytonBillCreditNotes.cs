using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Suppliers' credit notes: their documents whose total is below zero; here their amounts are above.</summary>
internal sealed class TrytonBillCreditNotes(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonDocument, BillCreditNote>(TrytonJson.Default.TrytonDocument)
{
    private readonly TrytonDocuments documents = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        documents.ReadCreditNotesAsync("in", window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        documents.ReadIdsAsync("in", creditNotes: true, cursor, ct);

    public override BillCreditNote Map(TrytonDocument source) =>
        new()
        {
            Id = source.Key,
            BillCreditNoteNumber = source.Reference ?? source.Number,
            SupplierRef = source.SupplierRef,
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
                TrytonDocumentStage.Draft => BillCreditNoteStatus.Draft,
                TrytonDocumentStage.Open => BillCreditNoteStatus.Submitted,
                TrytonDocumentStage.PartiallyPaid => BillCreditNoteStatus.PartiallyPaid,
                TrytonDocumentStage.Paid => BillCreditNoteStatus.Paid,
                TrytonDocumentStage.Void => BillCreditNoteStatus.Void,
                _ => BillCreditNoteStatus.Unknown,
            },
            Note = source.Note,
            SourceModifiedDate = source.Modified,
        };

    private static BillCreditNoteLineItem MapLine(TrytonTaxedLine line) =>
        new()
        {
            Description = line.Source.Description,
            UnitAmount = line.UnitAmount,
            Quantity = line.Quantity,
            UnitOfMeasurement = line.Source.Unit?.Name,
            SubTotal = line.SubTotal,
            TaxAmount = line.TaxAmount,
            TotalAmount = line.Total,
            AccountRef = line.AccountRef,
            TaxRateRef = line.TaxRateRef,
            ItemRef = line.ItemRef,
        };
}

using System.Globalization;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Bills: suppliers' documents whose total is not below zero.</summary>
internal sealed class TrytonBills(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonDocument, Bill>(TrytonJson.Default.TrytonDocument)
{
    private readonly TrytonDocuments documents = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        documents.ReadInvoicesAsync("in", window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        documents.ReadIdsAsync("in", creditNotes: false, cursor, ct);

    public override Bill Map(TrytonDocument source) =>
        new()
        {
            Id = source.Key,
            // The supplier's own number, and ours where it was not noted.
            Reference = source.Reference ?? source.Number,
            SupplierRef = source.SupplierRef,
            IssueDate = source.IssueDate,
            DueDate = source.DueDate,
            Currency = source.CurrencyCode,
            CurrencyRate = source.CurrencyRate,
            LineItems = [.. TrytonDocumentLines.Of(source).Select(MapLine)],
            PaymentAllocations = TrytonAllocations.Of(source),
            SubTotal = source.UntaxedAmount,
            TaxAmount = source.TaxAmount,
            TotalAmount = source.TotalAmount,
            AmountDue = source.AmountDue,
            Status = source.Stage switch
            {
                TrytonDocumentStage.Draft => BillStatus.Draft,
                TrytonDocumentStage.Open => BillStatus.Open,
                TrytonDocumentStage.PartiallyPaid => BillStatus.PartiallyPaid,
                TrytonDocumentStage.Paid => BillStatus.Paid,
                TrytonDocumentStage.Void => BillStatus.Void,
                _ => BillStatus.Unknown,
            },
            Note = source.Note,
            SourceModifiedDate = source.Modified,
        };

    private static BillLineItem MapLine(TrytonTaxedLine line, int index) =>
        new()
        {
            LineNumber = (index + 1).ToString(CultureInfo.InvariantCulture),
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

using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Invoices: customers' documents whose total is not below zero.</summary>
internal sealed class TrytonInvoices(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonDocument, Invoice>(TrytonJson.Default.TrytonDocument)
{
    private readonly TrytonDocuments documents = new(tryton, time);

    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        documents.ReadInvoicesAsync("out", window, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        documents.ReadIdsAsync("out", creditNotes: false, cursor, ct);

    public override Invoice Map(TrytonDocument source) =>
        new()
        {
            Id = source.Key,
            InvoiceNumber = source.Number,
            CustomerRef = source.CustomerRef,
            IssueDate = source.IssueDate,
            DueDate = source.DueDate,
            PaidOnDate = source.PaidOn,
            Currency = source.CurrencyCode,
            CurrencyRate = source.CurrencyRate,
            LineItems = [.. TrytonDocumentLines.Of(source).Select(MapLine)],
            PaymentAllocations = TrytonAllocations.Of(source),
            SubTotal = source.UntaxedAmount,
            TotalTaxAmount = source.TaxAmount,
            TotalAmount = source.TotalAmount,
            AmountDue = source.AmountDue,
            Status = source.Stage switch
            {
                TrytonDocumentStage.Draft => InvoiceStatus.Draft,
                TrytonDocumentStage.Open => InvoiceStatus.Submitted,
                TrytonDocumentStage.PartiallyPaid => InvoiceStatus.PartiallyPaid,
                TrytonDocumentStage.Paid => InvoiceStatus.Paid,
                TrytonDocumentStage.Void => InvoiceStatus.Void,
                _ => InvoiceStatus.Unknown,
            },
            Note = source.Note,
            SourceModifiedDate = source.Modified,
        };

    private static InvoiceLineItem MapLine(TrytonTaxedLine line) =>
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

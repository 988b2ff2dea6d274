using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Ledgerly;

internal sealed record LedgerlyInvoice(
    string Id,
    string Number,
    string CustomerId,
    string State,
    DateOnly Issued,
    DateOnly? Due,
    string Currency,
    decimal Net,
    decimal Tax,
    decimal Paid,
    DateTimeOffset Updated
);

internal sealed class LedgerlyInvoices(LedgerlyClient ledgerly)
    : Reader<LedgerlyInvoice, Invoice>(LedgerlyJson.Default.LedgerlyInvoice)
{
    // Ledgerly lists what changed since an instant, but not what was deleted: ids are compared.
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        ledgerly.PagesAsync("invoices", window, ct);

    public override async IAsyncEnumerable<SourceIdPage> FetchIdsAsync(
        string? cursor,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in ledgerly.PagesAsync("invoices", new ReadWindow { Cursor = cursor }, ct))
        {
            yield return new SourceIdPage([.. page.Rows.Select(row => row.Id)], page.NextCursor);
        }
    }

    public override Invoice Map(LedgerlyInvoice source)
    {
        var total = source.Net + source.Tax;
        return new Invoice
        {
            Id = source.Id,
            InvoiceNumber = source.Number,
            CustomerRef = new CustomerRef { Id = source.CustomerId },
            IssueDate = At(source.Issued),
            DueDate = source.Due is { } due ? At(due) : null,
            Currency = source.Currency,
            SubTotal = source.Net,
            TotalTaxAmount = source.Tax,
            TotalAmount = total,
            AmountDue = total - source.Paid,
            Status = source.State switch
            {
                "draft" => InvoiceStatus.Draft,
                "open" when source.Paid > 0 => InvoiceStatus.PartiallyPaid,
                "open" => InvoiceStatus.Submitted,
                "paid" => InvoiceStatus.Paid,
                "void" => InvoiceStatus.Void,
                _ => InvoiceStatus.Unknown,
            },
            SourceModifiedDate = source.Updated,
        };
    }

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

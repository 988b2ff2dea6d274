using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>Reads one of the four kinds of document that Tryton keeps in one model.</summary>
internal sealed class TrytonDocuments(TrytonClient tryton, TimeProvider time)
{
    private static readonly string[] s_fields =
    [
        "type",
        "state",
        "number",
        "reference",
        "description",
        "comment",
        "invoice_date",
        "accounting_date",
        "payment_term_date",
        "create_date",
        "write_date",
        "untaxed_amount",
        "tax_amount",
        "total_amount",
        "amount_to_pay",
        "reconciled",
        "party.name",
        "currency.code",
        "currency.digits",
        "company.currency.code",
        "cancel_move.origin",
        "lines.type",
        "lines.description",
        "lines.quantity",
        "lines.unit_price",
        "lines.amount",
        "lines.note",
        "lines.unit.name",
        "lines.account.name",
        "lines.product.name",
        "lines.taxes.name",
        "lines.taxes.type",
        "lines.taxes.rate",
        "taxes.base",
        "taxes.amount",
        "taxes.manual",
        "taxes.description",
        "taxes.tax.type",
        "taxes.tax.parent",
        "taxes.tax.parent.parent",
        "taxes.tax.parent.parent.parent",
        .. TrytonPaymentFields.Line("lines_to_pay."),
        "lines_to_pay.maturity_date",
        "lines_to_pay.reconciliation",
        "lines_to_pay.reconciliation.date",
        .. TrytonPaymentFields.LineWithPayment("lines_to_pay.reconciliation.lines."),
        .. TrytonPaymentFields.LineWithPayment("payment_lines."),
        "payment_lines.reconciliation",
    ];

    private readonly TrytonReading reading = new(tryton, time);

    /// <summary>Pages of invoices or bills: those whose total is not below zero.</summary>
    public async IAsyncEnumerable<SourcePage> ReadInvoicesAsync(
        string type,
        ReadWindow window,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        // Tryton can search by total only by adding up every document's lines; here it is cheaper to let credit notes
        // come along and to leave them out.
        var search = await SearchAsync(type, null, ct) with
        {
            Keep = record => Total(record) >= 0,
        };
        await foreach (var page in reading.ReadAsync([search], window, ct))
        {
            yield return page;
        }
    }

    /// <summary>Pages of credit notes: documents whose total is below zero.</summary>
    public async IAsyncEnumerable<SourcePage> ReadCreditNotesAsync(
        string type,
        ReadWindow window,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadAsync([await SearchAsync(type, "<", ct)], window, ct))
        {
            yield return page;
        }
    }

    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string type,
        bool creditNotes,
        string? cursor,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        var search = creditNotes ? await SearchAsync(type, "<", ct) : await SearchAsync(type, ">=", ct);
        await foreach (var page in reading.ReadIdsAsync([search], cursor, ct))
        {
            yield return page;
        }
    }

    private async Task<TrytonSearch> SearchAsync(string type, string? comparison, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        JsonArray domain = [TrytonValue.Where("company", "=", company), TrytonValue.Where("type", "=", type)];
        if (comparison is not null)
        {
            var total = TrytonValue.Where("total_amount", comparison, TrytonValue.Of(0m));
            // A document without lines has no total to search by; it is an invoice.
            domain.Add(
                (JsonNode)(comparison is "<" ? total : TrytonValue.Any(total, TrytonValue.Where("lines", "=", null)))
            );
        }

        return new TrytonSearch
        {
            Model = "account.invoice",
            Domain = domain,
            Fields = s_fields,
            Parts = ["lines"],
        };
    }

    private static decimal Total(JsonElement record) =>
        record.GetProperty("total_amount").Deserialize(TrytonJson.Default.Decimal);
}

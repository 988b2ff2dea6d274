using System.Collections.Concurrent;
using System.Text.Json;
using Causeway.Connectors.Stripe.Api;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Stripe.Sales;

/// <summary>
/// Orders: invoices that are no drafts any more, and checkouts that were completed and made no invoice. A payment that was taken without either is no order.
/// </summary>
internal sealed class StripeOrders(StripeApi stripe, TimeProvider time)
    : StripeReader<StripeOrder, CommerceOrder>(stripe, time, StripeJson.Default.StripeOrder)
{
    private static readonly StripeList s_invoices = new(new StripeQuery("/v1/invoices") { Expand = ["payments"] })
    {
        Events =
        [
            "invoice.deleted",
            "invoice.finalized",
            "invoice.marked_uncollectible",
            "invoice.overpaid",
            "invoice.paid",
            "invoice.payment_failed",
            "invoice.updated",
            "invoice.voided",
            "invoice_payment.paid",
            "credit_note.created",
            "credit_note.updated",
            "credit_note.voided",
        ],
    };

    private static readonly StripeList s_checkouts = new(
        new StripeQuery("/v1/checkout/sessions")
        {
            Expand = ["line_items", "payment_intent.latest_charge"],
            Filters = [("status", "complete")],
        }
    )
    {
        Events =
        [
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "charge.refunded",
            "charge.refund.updated",
        ],
    };

    private readonly ConcurrentDictionary<string, Task<JsonElement?>> rates = new(StringComparer.Ordinal);

    protected override IReadOnlyList<StripeList> Lists { get; } = [s_invoices, s_checkouts];

    public override CommerceOrder Map(StripeOrder source) =>
        source.Object is "invoice" ? StripeInvoice.Map(source) : StripeCheckout.Map(source);

    protected override async Task<IReadOnlyList<SourceRow>> RowsAsync(
        StripeList list,
        JsonElement record,
        CancellationToken ct
    ) =>
        !IsOrder(list, record) ? []
        : list == s_invoices ? [await InvoiceAsync(record, ct)]
        : [await CheckoutAsync(record, ct)];

    protected override async Task<IReadOnlyList<string>> ChangedByAsync(
        StripeList list,
        JsonElement subject,
        CancellationToken ct
    )
    {
        if (subject.GetProperty("object").GetString() is "invoice" or "checkout.session")
        {
            return [StripeRow.IdOf(subject)];
        }

        if (list == s_invoices)
        {
            return Text(subject, "invoice") is { } invoice ? [invoice] : [];
        }

        // A refund: of which checkout, only the payment tells.
        return Text(subject, "payment_intent") is { } payment
            ?
            [
                .. (await Api.ListAsync(list.Query.With("payment_intent", payment), null, ct)).Records.Select(
                    StripeRow.IdOf
                ),
            ]
            : [];
    }

    private static bool IsOrder(StripeList list, JsonElement record) =>
        list == s_invoices
            ? Text(record, "status") is not (null or "draft")
            : Text(record, "mode") is "payment" && Text(record, "status") is "complete" && !Has(record, "invoice");

    private async Task<SourceRow> InvoiceAsync(JsonElement invoice, CancellationToken ct)
    {
        var id = StripeRow.IdOf(invoice);
        var lines = await WholeAsync(invoice, "lines", new StripeQuery($"/v1/invoices/{id}/lines"), ct);
        var payments = await WholeAsync(
            invoice,
            "payments",
            new StripeQuery("/v1/invoice_payments").With("invoice", id),
            ct
        );
        return StripeRow.Of(
            id,
            invoice,
            ("lines", StripeRow.ListOf(lines)),
            ("payments", StripeRow.ListOf(payments)),
            ("tax_rates", StripeRow.ListOf(await RatesAsync(lines, ct)))
        );
    }

    private async Task<SourceRow> CheckoutAsync(JsonElement checkout, CancellationToken ct)
    {
        var id = StripeRow.IdOf(checkout);
        var list = new StripeQuery($"/v1/checkout/sessions/{id}/line_items");
        var lines = await WholeAsync(checkout, "line_items", list, ct);
        return StripeRow.Of(id, checkout, ("line_items", StripeRow.ListOf(lines)));
    }

    // A record has the first few of what it lists.
    private async Task<IReadOnlyList<JsonElement>> WholeAsync(
        JsonElement record,
        string name,
        StripeQuery query,
        CancellationToken ct
    )
    {
        if (!Has(record, name))
        {
            return [];
        }

        var list = record.GetProperty(name);
        var hasMore = list.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True;
        return hasMore
            ? (await Api.ListAllAsync(query, int.MaxValue, ct)).Records
            : [.. list.GetProperty("data").EnumerateArray()];
    }

    // Lines only have the ids of their rates. A firm has few of them.
    private async Task<IReadOnlyList<JsonElement>> RatesAsync(IEnumerable<JsonElement> lines, CancellationToken ct)
    {
        var found = new List<JsonElement>();
        foreach (var id in lines.SelectMany(RatesOf).Distinct(StringComparer.Ordinal))
        {
            if (await rates.GetOrAdd(id, i => Api.FindAsync(new StripeQuery("/v1/tax_rates"), i, ct)) is { } rate)
            {
                found.Add(rate);
            }
        }

        return found;
    }

    private static IEnumerable<string> RatesOf(JsonElement line) =>
        Has(line, "taxes")
            ? line.GetProperty("taxes")
                .EnumerateArray()
                .Select(tax =>
                    Has(tax, "tax_rate_details") ? Text(tax.GetProperty("tax_rate_details"), "tax_rate") : null
                )
                .OfType<string>()
            : [];

    private static bool Has(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}

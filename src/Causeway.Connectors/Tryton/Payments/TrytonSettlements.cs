using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>
/// Reads payments of one side. Tryton has no record of a payment: it is a posted entry, in a cash journal or booked as the
/// payment of an invoice, with a line on a receivable (payable) account. After the entries come the reconciliations in
/// which a credit note was set against an invoice: no money moves, but the standard model has a payment for it.
/// </summary>
internal sealed class TrytonSettlements(TrytonClient tryton, TimeProvider time, TrytonSide side)
{
    private const int Batch = 1000;

    private static readonly string[] s_moveFields =
    [
        .. TrytonPaymentFields.Move,
        .. TrytonPaymentFields.Line("lines."),
        "lines.account.name",
        "lines.account.type.receivable",
        "lines.account.type.payable",
        "lines.party.name",
        "lines.invoice_payments.currency.code",
        "lines.reconciliation",
        "lines.reconciliation.date",
        .. TrytonPaymentFields.LineWithMove("lines.reconciliation.lines."),
    ];

    private static readonly string[] s_reconciliationFields =
    [
        "date",
        "create_date",
        "company.currency.code",
        .. TrytonPaymentFields.LineWithMove("lines."),
        "lines.account.name",
        "lines.party.name",
    ];

    private readonly TrytonReading reading = new(tryton, time);

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (company, _) = await tryton.BooksAsync(ct);
        await foreach (var page in reading.ReadAsync([Entries(company), Offsets(company)], window, ct))
        {
            yield return page;
        }
    }

    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string? cursor,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (company, _) = await tryton.BooksAsync(ct);
        await foreach (var page in reading.ReadIdsAsync([Entries(company), Offsets(company)], cursor, ct))
        {
            yield return page;
        }
    }

    private TrytonSearch Entries(int company) =>
        new()
        {
            Model = "account.move",
            Domain =
            [
                TrytonValue.Where("company", "=", company),
                TrytonValue.Where("state", "=", "posted"),
                TrytonValue.Where("lines", "where", new JsonArray(OnSide(), TrytonValue.Where("party", "!=", null))),
                TrytonValue.Any(
                    TrytonValue.Where("journal.type", "=", "cash"),
                    // A document's own entry can be booked as another's payment; it stays a document.
                    new JsonArray(
                        TrytonValue.Where("lines.invoice_payments", "!=", null),
                        TrytonValue.Where("journal.type", "not in", new JsonArray("revenue", "expense"))
                    )
                ),
            ],
            Fields = s_moveFields,
            // Reconciling a payment writes its line.
            Parts = ["lines"],
            AlsoChanged = (since, ct) => WithChangedInvoicesAsync(company, since, ct),
        };

    private TrytonSearch Offsets(int company) =>
        new()
        {
            Model = "account.move.reconciliation",
            Domain =
            [
                TrytonValue.Where("company", "=", company),
                TrytonValue.Where(
                    "lines",
                    "where",
                    new JsonArray(
                        OnSide(),
                        TrytonValue.Where("move.journal.type", "in", new JsonArray("revenue", "expense"))
                    )
                ),
            ],
            Fields = s_reconciliationFields,
            Keep = record => TrytonOffset.Of(record.Deserialize(TrytonJson.Default.TrytonReconciliation)).Count > 0,
            IdPrefix = TrytonReconciliation.Prefix,
        };

    private JsonArray OnSide() => TrytonValue.Where($"account.type.{side.AccountKind}", "=", true);

    // Booking an entry as the payment of an invoice, or no longer, writes the invoice alone. Such a payment is not
    // reconciled, so the open ones of the parties whose invoices changed are read again.
    private async Task<IReadOnlyList<JsonNode>> WithChangedInvoicesAsync(
        int company,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        HashSet<int> parties = [];
        var offset = 0;
        int count;
        do
        {
            var found = await tryton.CallAsync(
                "model.account.invoice.search_read",
                [
                    new JsonArray(
                        TrytonValue.Where("company", "=", company),
                        TrytonValue.Where("type", "=", side.DocumentType),
                        TrytonValue.Any(TrytonReading.Touched("", since))
                    ),
                    offset,
                    Batch,
                    new JsonArray(new JsonArray("id", "ASC")),
                    new JsonArray("party"),
                ],
                ct
            );
            count = found.GetArrayLength();
            offset += count;
            parties.UnionWith(found.EnumerateArray().Select(i => i.GetProperty("party").GetInt32()));
        } while (count == Batch);

        return
        [
            TrytonValue.Where(
                "lines",
                "where",
                new JsonArray(
                    OnSide(),
                    TrytonValue.Where("party", "in", TrytonValue.Ids(parties)),
                    TrytonValue.Where("reconciliation", "=", null)
                )
            ),
        ];
    }
}

/// <summary>Documents set against each other in a reconciliation.</summary>
internal static class TrytonOffset
{
    /// <summary>The parts in which both sides are documents' own lines: an invoice and a credit note.</summary>
    public static IReadOnlyList<TrytonMatch> Of(TrytonReconciliation? reconciliation) =>
        [
            .. TrytonSettlement
                .Match(reconciliation?.Lines)
                .Where(m => m.Debit.Move?.DocumentId is not null && m.Credit.Move?.DocumentId is not null),
        ];
}

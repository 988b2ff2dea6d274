using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>A payment to be written, of either side.</summary>
internal sealed record TrytonPaymentDraft
{
    /// <summary>The party's id, and the field that has it.</summary>
    public required (string? Id, string Field) Party { get; init; }
    public string? Account { get; init; }
    public string? Method { get; init; }
    public required decimal Amount { get; init; }
    public string? Currency { get; init; }
    public required DateTimeOffset Date { get; init; }
    public string? Note { get; init; }

    /// <summary>What is paid; null where it goes to the party's account.</summary>
    public TrytonPaymentTarget? Target { get; init; }
}

/// <summary>The document that a payment pays, or gives back; <paramref name="IsCreditNote"/> tells which.</summary>
internal sealed record TrytonPaymentTarget(string? Id, bool IsCreditNote, string Field);

/// <summary>
/// Writes payments: of one document by Tryton's own wizard, which books, links and reconciles in one step; on account as an
/// entry, which is created and then posted. The marker stands at the end of the entry's description.
/// </summary>
internal sealed class TrytonPaymentWriting(TrytonClient tryton, TrytonSide side)
{
    private readonly TrytonLookups lookups = new(tryton);

    private bool FromCustomers => side == TrytonSide.Customers;

    public async Task<WriteResult> CreateAsync(TrytonPaymentDraft draft, WriteMarker marker, CancellationToken ct)
    {
        if (draft.Amount is 0)
        {
            throw TrytonClient.Refuse("totalAmount", "An amount is needed.");
        }

        if (draft.Target is { } target)
        {
            await PayAsync(draft, target, marker, ct);
        }
        else
        {
            await BookAsync(draft, marker, ct);
        }

        return await FindAsync(marker, ct) ?? throw TrytonClient.Lost("Tryton took the payment, and does not find it.");
    }

    public async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var found = await lookups.SearchAsync(
            "account.move",
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("description", "like", $"%[{marker.Text}]")],
            ["state"],
            ct
        );
        if (found.Count is 0)
        {
            return null;
        }

        var id = found[0].GetProperty("id").GetInt32();
        if (found[0].GetProperty("state").ValueEquals("draft"))
        {
            await tryton.CallAsync("model.account.move.post", [new JsonArray(id)], ct);
        }

        return new WriteResult(TrytonKey.Of(id));
    }

    // --- one document, by the wizard ---

    private async Task PayAsync(
        TrytonPaymentDraft draft,
        TrytonPaymentTarget target,
        WriteMarker marker,
        CancellationToken ct
    )
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var document = await DocumentAsync(draft, target, ct);
        var currency = await lookups.CurrencyAsync(draft.Currency, ct);
        var session = await tryton.CallAsync("wizard.account.invoice.pay.create", [], ct);
        var context = new JsonObject
        {
            ["active_model"] = "account.invoice",
            ["active_id"] = document.Id,
            ["active_ids"] = new JsonArray(document.Id),
        };
        // A credit note's amounts are below zero in Tryton, and so is what is paid on it.
        var start = new JsonObject
        {
            ["amount"] = TrytonValue.Of(draft.Amount),
            ["currency"] = currency.Id,
            ["currency_digits"] = currency.Digits,
            ["company"] = company,
            ["invoice_account"] = document.Account,
            ["payment_method"] = await MethodAsync(draft, ct),
            ["date"] = TrytonValue.Of(Day(draft.Date)),
            ["description"] = TrytonMarker.Append(draft.Note, marker),
        };
        var answer = await ExecuteAsync(
            session,
            new JsonObject { ["start"] = start.DeepClone() },
            "choice",
            context,
            ct
        );
        if (answer.TryGetProperty("view", out var view))
        {
            // It asks what to do with what remains: leave it open. Paying too much it refuses in its own words.
            var ask = new JsonObject();
            foreach (var value in view.GetProperty("defaults").EnumerateObject().Where(v => !v.Name.EndsWith('.')))
            {
                ask[value.Name] = JsonNode.Parse(value.Value.GetRawText());
            }

            ask["type"] = "partial";
            await ExecuteAsync(session, new JsonObject { ["start"] = start, ["ask"] = ask }, "pay", context, ct);
        }

        await tryton.CallAsync("wizard.account.invoice.pay.delete", [session[0].GetInt32()], ct);
    }

    private async Task<JsonElement> ExecuteAsync(
        JsonElement session,
        JsonObject data,
        string state,
        JsonObject context,
        CancellationToken ct
    ) =>
        await tryton.CallAsync("wizard.account.invoice.pay.execute", [session[0].GetInt32(), data, state], ct, context);

    private async Task<(int Id, int Account)> DocumentAsync(
        TrytonPaymentDraft draft,
        TrytonPaymentTarget target,
        CancellationToken ct
    )
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var id = await lookups.RequireAsync(
            "account.invoice",
            target.Id,
            target.Field,
            ct,
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("type", "=", side.DocumentType)]
        );
        var found = await tryton.CallAsync(
            "model.account.invoice.read",
            [new JsonArray(id), new JsonArray("state", "account", "party", "total_amount")],
            ct
        );
        if (found[0].GetProperty("state").GetString() is not "posted" and var state)
        {
            throw TrytonClient.Refuse(
                target.Field,
                $"Only a posted document that is not paid can be paid; this one is {state}."
            );
        }

        var isCreditNote = found[0].GetProperty("total_amount").Deserialize(TrytonJson.Default.Decimal) < 0;
        if (isCreditNote != target.IsCreditNote || isCreditNote != draft.Amount < 0)
        {
            throw TrytonClient.Refuse(
                "totalAmount",
                "A document is paid with an amount above zero, a credit note with one below, and the link names its kind."
            );
        }

        if (draft.Party.Id is { Length: > 0 } party && TrytonKey.Of(found[0].GetProperty("party").GetInt32()) != party)
        {
            throw TrytonClient.Refuse(draft.Party.Field, "The document is another party's.");
        }

        return (id, found[0].GetProperty("account").GetInt32());
    }

    private async Task<int> MethodAsync(TrytonPaymentDraft draft, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        if (draft.Method is { Length: > 0 } named)
        {
            return await lookups.RequireOwnAsync("account.invoice.payment.method", named, "paymentMethodRef.id", ct);
        }

        JsonArray domain = [TrytonValue.Where("company", "=", company), TrytonValue.Where("active", "=", true)];
        if (draft.Account is { Length: > 0 } account)
        {
            var id = await lookups.RequireOwnAsync("account.account", account, "accountRef.id", ct);
            domain.Add((JsonNode)TrytonValue.Where(MoneySide(draft), "=", id));
        }

        var methods = await lookups.SearchAsync("account.invoice.payment.method", domain, ["name"], ct);
        return methods switch
        {
            [var only] => only.GetProperty("id").GetInt32(),
            [] => throw TrytonClient.Refuse("accountRef.id", "No payment method of Tryton's uses this account."),
            _ when draft.Account is { Length: > 0 } => methods[0].GetProperty("id").GetInt32(),
            _ => throw TrytonClient.Refuse(
                "accountRef.id",
                "There are several payment methods: the account tells which."
            ),
        };
    }

    // Money that comes in is on the debit side of the bank's account.
    private string MoneySide(TrytonPaymentDraft draft) =>
        FromCustomers == draft.Amount > 0 ? "debit_account" : "credit_account";

    // --- on account, as an entry ---

    private async Task BookAsync(TrytonPaymentDraft draft, WriteMarker marker, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var currency = await lookups.CurrencyAsync(draft.Currency, ct);
        if (currency.Id != await lookups.CompanyCurrencyIdAsync(ct))
        {
            throw TrytonClient.Refuse("currency", "A payment on account is taken in the company's currency only.");
        }

        var party = await lookups.RequireAsync("party.party", draft.Party.Id, draft.Party.Field, ct);
        var method = await lookups.SearchAsync(
            "account.invoice.payment.method",
            [TrytonValue.Where("id", "=", await MethodAsync(draft, ct))],
            ["journal", MoneySide(draft)],
            ct
        );
        var owed = await OwedAccountAsync(party, ct);
        var incoming = FromCustomers == draft.Amount > 0;
        var amount = Math.Abs(draft.Amount);
        var date = Day(draft.Date);
        var id = await lookups.CreateAsync(
            "account.move",
            new JsonObject
            {
                ["company"] = company,
                ["journal"] = method[0].GetProperty("journal").GetInt32(),
                ["period"] = await PeriodAsync(company, date, ct),
                ["date"] = TrytonValue.Of(date),
                ["description"] = TrytonMarker.Append(draft.Note, marker),
                ["lines"] = new JsonArray(
                    new JsonArray(
                        "create",
                        new JsonArray(
                            Line(owed, amount, isDebit: !incoming, party),
                            Line(method[0].GetProperty(MoneySide(draft)).GetInt32(), amount, isDebit: incoming, null)
                        )
                    )
                ),
            },
            ct
        );
        try
        {
            await tryton.CallAsync("model.account.move.post", [new JsonArray(id)], ct);
        }
        catch (SourceException refused) when (refused.Failure.Category is SourceFailureCategory.Rejected)
        {
            // A refused write must leave nothing behind.
            await tryton.CallAsync("model.account.move.delete", [new JsonArray(id)], ct);
            throw;
        }
    }

    private static JsonObject Line(int account, decimal amount, bool isDebit, int? party) =>
        new()
        {
            ["account"] = account,
            ["party"] = party,
            ["debit"] = TrytonValue.Of(isDebit ? amount : 0),
            ["credit"] = TrytonValue.Of(isDebit ? 0 : amount),
        };

    private async Task<int> OwedAccountAsync(int party, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var account = await tryton.CallAsync(
            "model.account.invoice.on_change_with_account",
            [
                new JsonObject
                {
                    ["party"] = party,
                    ["type"] = side.DocumentType,
                    ["company"] = company,
                },
            ],
            ct
        );
        return account.ValueKind is JsonValueKind.Number
            ? account.GetInt32()
            : throw TrytonClient.Refuse("accountRef", $"Tryton has no default {side.AccountKind} account.");
    }

    private async Task<int> PeriodAsync(int company, DateOnly date, CancellationToken ct) =>
        await lookups.FirstAsync(
            "account.period",
            [
                TrytonValue.Where("company", "=", company),
                TrytonValue.Where("type", "=", "standard"),
                TrytonValue.Where("state", "=", "open"),
                TrytonValue.Where("start_date", "<=", TrytonValue.Of(date)),
                TrytonValue.Where("end_date", ">=", TrytonValue.Of(date)),
            ],
            ct
        ) ?? throw TrytonClient.Refuse("date", "There is no open period on this day.");

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Documents;

/// <summary>
/// Writes invoices and bills. A call does one thing in Tryton, so a write is several: the draft is created with the
/// marker and with what is to become of it, then its taxes are computed, its total is compared, and it is posted. Each
/// may be done again, so that a write that was cut off is ended by <see cref="FindAsync"/>.
/// </summary>
internal sealed class TrytonDocumentWriting(TrytonClient tryton, TrytonSide side)
{
    private readonly TrytonLookups lookups = new(tryton);

    public async Task<WriteResult> CreateAsync(TrytonDraft draft, WriteMarker marker, CancellationToken ct)
    {
        var intent = new TrytonIntent(marker, IsNew: true, draft.Post, draft.Total);
        var values = await ValuesAsync(draft, ct);
        values["type"] = side.DocumentType;
        values["lines"] = new JsonArray(new JsonArray("create", await LinesAsync(draft, intent, ct)));
        var id = await lookups.CreateAsync("account.invoice", values, ct);
        return await EndAsync(id, intent, ct);
    }

    public async Task<WriteResult> UpdateAsync(string id, TrytonDraft draft, WriteMarker marker, CancellationToken ct)
    {
        var intent = new TrytonIntent(marker, IsNew: false, draft.Post, draft.Total);
        var (company, _) = await tryton.BooksAsync(ct);
        var document = await lookups.RequireAsync(
            "account.invoice",
            id,
            "id",
            ct,
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("type", "=", side.DocumentType)]
        );
        var current = await ReadAsync(document, ct);
        if (current.State is not "draft")
        {
            throw TrytonClient.Refuse("status", $"Tryton lets only a draft be changed; this one is {current.State}.");
        }

        var values = await ValuesAsync(draft, ct);
        values["lines"] = new JsonArray(
            new JsonArray("delete", TrytonValue.Ids(current.LineIds)),
            new JsonArray("create", await LinesAsync(draft, intent, ct))
        );
        await tryton.CallAsync("model.account.invoice.write", [new JsonArray(document), values], ct);
        return await EndAsync(document, intent, ct);
    }

    public async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var found = await lookups.SearchAsync(
            "account.invoice",
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("lines.note", "like", marker.Text + "%")],
            ["lines.note", "state"],
            ct
        );
        if (found.Count is 0)
        {
            return null;
        }

        var intent = found[0]
            .GetProperty("lines.")
            .EnumerateArray()
            .Select(l => TrytonIntent.Parse(l.GetProperty("note").GetString(), marker))
            .OfType<TrytonIntent>()
            .First();
        return await EndAsync(found[0].GetProperty("id").GetInt32(), intent, ct);
    }

    // Computes the taxes, compares the total and posts; all may be done twice.
    private async Task<WriteResult> EndAsync(int id, TrytonIntent intent, CancellationToken ct)
    {
        // Writing a draft, even nothing, makes Tryton compute its taxes; creating it does not.
        await tryton.CallAsync("model.account.invoice.write", [new JsonArray(id), new JsonObject()], ct);
        var document = await ReadAsync(id, ct);
        WriteResult result = new(TrytonKey.Of(id));
        if (document.State is not "draft")
        {
            return result;
        }

        if (intent.Total is { } expected && expected != document.Total)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"Tryton computes {document.Total} of these lines and taxes, not {expected}."
            );
            return intent.IsNew
                ? throw await TakeBackAsync(id, TrytonClient.Refuse("totalAmount", message), ct)
                : result with
                {
                    Warnings = [new RefusedField("totalAmount", message + " It is kept as a draft.")],
                };
        }

        if (intent.Post)
        {
            try
            {
                await tryton.CallAsync("model.account.invoice.post", [new JsonArray(id)], ct);
            }
            catch (SourceException refused)
                when (refused.Failure.Category is SourceFailureCategory.Rejected && intent.IsNew)
            {
                // A refused write must leave nothing behind.
                throw await TakeBackAsync(id, refused, ct);
            }
        }

        return result;
    }

    private async Task<SourceException> TakeBackAsync(int id, SourceException reason, CancellationToken ct)
    {
        await tryton.CallAsync("model.account.invoice.delete", [new JsonArray(id)], ct);
        return reason;
    }

    private async Task<JsonObject> ValuesAsync(TrytonDraft draft, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var party = await lookups.RequireAsync("party.party", draft.Party.Id, draft.Party.Field, ct);
        JsonObject known = new()
        {
            ["party"] = party,
            ["type"] = side.DocumentType,
            ["company"] = company,
        };
        // What a person's form would fill in.
        var byParty = await tryton.CallAsync("model.account.invoice.on_change_party", [known.DeepClone()], ct);
        var account = await tryton.CallAsync("model.account.invoice.on_change_with_account", [known.DeepClone()], ct);
        var journal = await lookups.FirstAsync(
            "account.journal",
            [
                TrytonValue.Where("type", "=", side == TrytonSide.Customers ? "revenue" : "expense"),
                TrytonValue.Where("active", "=", true),
            ],
            ct
        );
        var address = Id(byParty, "invoice_address") ?? await AddressAsync(party, ct);
        var term = draft.DueDate is null ? Id(byParty, "payment_term") : null;
        return new JsonObject
        {
            ["company"] = company,
            ["party"] = party,
            ["party_tax_identifier"] = Id(byParty, "party_tax_identifier"),
            ["invoice_address"] = address,
            ["account"] = account.ValueKind is JsonValueKind.Number ? account.GetInt32() : null,
            ["journal"] = journal,
            ["currency"] = (await lookups.CurrencyAsync(draft.Currency, ct)).Id,
            ["invoice_date"] = TrytonValue.Of(Day(draft.IssueDate)),
            ["payment_term"] = term,
            // Without a term Tryton takes this day, and without both it takes today.
            ["payment_term_date"] = term is null ? TrytonValue.Of(Day(draft.DueDate ?? draft.IssueDate)) : null,
            ["reference"] = draft.Reference,
            ["comment"] = draft.Note,
        };
    }

    // Tryton wants an address on every document, and a party may have none.
    private async Task<int> AddressAsync(int party, CancellationToken ct) =>
        await lookups.FirstAsync("party.address", [TrytonValue.Where("party", "=", party)], ct)
        ?? await lookups.CreateAsync("party.address", new JsonObject { ["party"] = party }, ct);

    private async Task<JsonArray> LinesAsync(TrytonDraft draft, TrytonIntent intent, CancellationToken ct)
    {
        if (draft.Lines.Count is 0)
        {
            throw TrytonClient.Refuse("lineItems", "At least one line is needed.");
        }

        var (company, _) = await tryton.BooksAsync(ct);
        var currency = (await lookups.CurrencyAsync(draft.Currency, ct)).Id;
        JsonArray lines = [];
        for (var n = 0; n < draft.Lines.Count; n++)
        {
            var line = await LineAsync(draft.Lines[n], $"lineItems[{n}]", ct);
            line["type"] = "line";
            line["company"] = company;
            line["currency"] = currency;
            line["invoice_type"] = side.DocumentType;
            line["sequence"] = n + 1;
            if (n is 0)
            {
                // The note of a line is not printed, and stays open to be changed after posting.
                line["note"] = intent.ToString();
            }

            lines.Add((JsonNode)line);
        }

        return lines;
    }

    private async Task<JsonObject> LineAsync(TrytonDraftLine draft, string field, CancellationToken ct)
    {
        if (draft.HasDiscount)
        {
            throw TrytonClient.Refuse(
                $"{field}.discountAmount",
                "Tryton keeps no discounts on lines: lower the unit amount."
            );
        }

        var values = new JsonObject
        {
            ["description"] = draft.Description,
            ["quantity"] = draft.Quantity,
            ["unit_price"] = TrytonValue.Of(draft.UnitAmount),
        };
        if (draft.Item is { Length: > 0 } item)
        {
            var product = await lookups.RequireAsync("product.product", item, $"{field}.itemRef.id", ct);
            var (company, _) = await tryton.BooksAsync(ct);
            JsonObject known = new()
            {
                ["product"] = product,
                ["type"] = "line",
                ["invoice_type"] = side.DocumentType,
                ["company"] = company,
            };
            var byProduct = await tryton.CallAsync("model.account.invoice.line.on_change_product", [known], ct);
            values["product"] = product;
            values["unit"] = Id(byProduct, "unit");
            values["account"] = Id(byProduct, "account");
        }

        if (draft.Account is { Length: > 0 } account)
        {
            values["account"] = await lookups.RequireOwnAsync("account.account", account, $"{field}.accountRef.id", ct);
        }

        if (values["account"] is null)
        {
            throw TrytonClient.Refuse($"{field}.accountRef", "An account is needed, or an item that has one.");
        }

        if (draft.TaxRate is { Length: > 0 } rate)
        {
            var tax = await lookups.RequireOwnAsync("account.tax", rate, $"{field}.taxRateRef.id", ct);
            values["taxes"] = new JsonArray(new JsonArray("add", new JsonArray(tax)));
        }

        return values;
    }

    private async Task<(string? State, decimal Total, IReadOnlyList<int> LineIds)> ReadAsync(
        int id,
        CancellationToken ct
    )
    {
        var found = await tryton.CallAsync(
            "model.account.invoice.read",
            [new JsonArray(id), new JsonArray("state", "total_amount", "lines")],
            ct
        );
        return (
            found[0].GetProperty("state").GetString(),
            found[0].GetProperty("total_amount").Deserialize(TrytonJson.Default.Decimal),
            [.. found[0].GetProperty("lines").EnumerateArray().Select(l => l.GetInt32())]
        );
    }

    private static int? Id(JsonElement values, string field) =>
        values.TryGetProperty(field, out var id) && id.ValueKind is JsonValueKind.Number ? id.GetInt32() : null;

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);
}

/// <summary>What is to become of a draft, kept with its marker so that anyone who finds it can end the write.</summary>
internal sealed record TrytonIntent(WriteMarker Marker, bool IsNew, bool Post, decimal? Total)
{
    private const string NewWord = "new";
    private const string PostWord = "post";

    public static TrytonIntent? Parse(string? note, WriteMarker marker)
    {
        if (note is null || !note.StartsWith(marker.Text, StringComparison.Ordinal))
        {
            return null;
        }

        var words = note.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        decimal? total = null;
        foreach (var word in words)
        {
            if (decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            {
                total = value;
            }
        }

        return new TrytonIntent(
            marker,
            words.Contains(NewWord, StringComparer.Ordinal),
            words.Contains(PostWord, StringComparer.Ordinal),
            total
        );
    }

    public override string ToString() =>
        string.Join(
            ' ',
            (
                (string?[])
                    [
                        Marker.Text,
                        IsNew ? NewWord : null,
                        Post ? PostWord : null,
                        Total?.ToString(CultureInfo.InvariantCulture),
                    ]
            ).OfType<string>()
        );
}

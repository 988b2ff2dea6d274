using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>
/// Tells which accounts of the ledger stand for money at a bank or in a till. Tryton has no such mark: here they are the
/// accounts that a payment method pays from or into, and those whose note holds the number of one of the company's own
/// accounts at a bank.
/// </summary>
internal sealed class TrytonBank(TrytonClient tryton)
{
    private TrytonBankLinks? links;

    public async Task<TrytonBankLinks> LinksAsync(CancellationToken ct) => links ??= await ReadAsync(ct);

    /// <summary>Bank accounts that may have become such since an instant, and so bring older lines with them.</summary>
    public async Task<IReadOnlyList<int>> ChangedSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var all = (await LinksAsync(ct)).AccountIds;
        JsonArray touched = TrytonValue.Any(TrytonReading.Touched("", since));
        var methods = await tryton.CallAsync(
            "model.account.invoice.payment.method.search_count",
            [new JsonArray(TrytonValue.Where("company", "=", company), touched.DeepClone())],
            ct
        );
        if (methods.GetInt32() > 0)
        {
            return all;
        }

        var accounts = await tryton.CallAsync(
            "model.account.account.search",
            [new JsonArray(TrytonValue.Where("id", "in", TrytonValue.Ids(all)), touched.DeepClone()), 0, null, null],
            ct
        );
        return [.. accounts.EnumerateArray().Select(a => a.GetInt32())];
    }

    private async Task<TrytonBankLinks> ReadAsync(CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        Dictionary<int, JsonArray> methods = [];
        Dictionary<int, JsonArray> banks = [];
        var found = await tryton.CallAsync(
            "model.account.invoice.payment.method.search_read",
            [
                new JsonArray(TrytonValue.Where("company", "=", company)),
                0,
                null,
                new JsonArray(new JsonArray("id", "ASC")),
                new JsonArray("name", "credit_account", "debit_account"),
            ],
            ct
        );
        foreach (var method in found.EnumerateArray())
        {
            var name = method.GetProperty("name").GetString();
            foreach (var side in new[] { "credit_account", "debit_account" })
            {
                var names = Entry(methods, method.GetProperty(side).GetInt32());
                if (!names.Any(n => string.Equals(n?.GetValue<string>(), name, StringComparison.Ordinal)))
                {
                    names.Add((JsonNode?)name);
                }
            }
        }

        foreach (var account in await OwnBankAccountsAsync(company, ct))
        {
            foreach (var number in account.GetProperty("numbers.").EnumerateArray())
            {
                foreach (var id in await NotedAsync(company, number.GetProperty("number").GetString(), ct))
                {
                    var entry = Entry(banks, id);
                    if (entry.All(e => e!["id"]!.GetValue<int>() != account.GetProperty("id").GetInt32()))
                    {
                        entry.Add((JsonNode?)JsonObject.Create(account));
                    }
                }
            }
        }

        return new TrytonBankLinks(methods, banks);
    }

    private async Task<IEnumerable<JsonElement>> OwnBankAccountsAsync(int company, CancellationToken ct)
    {
        if (!await tryton.HasModelAsync("bank.account", ct))
        {
            return [];
        }

        var own = await tryton.CallAsync(
            "model.company.company.read",
            [new JsonArray(company), new JsonArray("party")],
            ct
        );
        var found = await tryton.CallAsync(
            "model.bank.account.search_read",
            [
                new JsonArray(TrytonValue.Where("owners", "in", new JsonArray(own[0].GetProperty("party").GetInt32()))),
                0,
                null,
                new JsonArray(new JsonArray("id", "ASC")),
                new JsonArray(
                    "active",
                    "bank.bic",
                    "bank.party.name",
                    "currency.code",
                    "numbers.type",
                    "numbers.number"
                ),
            ],
            ct
        );
        return found.EnumerateArray();
    }

    private async Task<IEnumerable<int>> NotedAsync(int company, string? number, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            return [];
        }

        // Tryton writes an IBAN in groups of four; a person may not have.
        var compact = number.Replace(" ", "", StringComparison.Ordinal);
        var found = await tryton.CallAsync(
            "model.account.account.search",
            [
                new JsonArray(
                    TrytonValue.Where("company", "=", company),
                    TrytonValue.Any(Contains(number), Contains(compact))
                ),
                0,
                null,
                null,
            ],
            ct
        );
        return found.EnumerateArray().Select(a => a.GetInt32());
    }

    private static JsonArray Contains(string text) =>
        TrytonValue.Where("note", "ilike", $"%{text.Replace("%", "\\%", StringComparison.Ordinal)}%");

    private static JsonArray Entry(Dictionary<int, JsonArray> entries, int id) =>
        entries.TryGetValue(id, out var entry) ? entry : entries[id] = [];
}

/// <summary>What makes accounts of the ledger bank accounts.</summary>
internal sealed record TrytonBankLinks(
    IReadOnlyDictionary<int, JsonArray> PaymentMethods,
    IReadOnlyDictionary<int, JsonArray> BankAccounts
)
{
    public IReadOnlyList<int> AccountIds { get; } = [.. PaymentMethods.Keys.Union(BankAccounts.Keys).Order()];

    public void Join(JsonObject account)
    {
        var id = account["id"]!.GetValue<int>();
        account["payment_methods"] = PaymentMethods.GetValueOrDefault(id)?.DeepClone() ?? new JsonArray();
        account["bank_accounts"] = BankAccounts.GetValueOrDefault(id)?.DeepClone() ?? new JsonArray();
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Writing;

/// <summary>Finds what a write refers to, and refuses what is not there before anything is written.</summary>
internal sealed class TrytonLookups(TrytonClient tryton)
{
    /// <summary>The record that an id of ours names.</summary>
    public async Task<int> RequireAsync(
        string model,
        string? id,
        string field,
        CancellationToken ct,
        JsonArray? domain = null
    )
    {
        if (string.IsNullOrEmpty(id))
        {
            throw TrytonClient.Refuse(field, "An id is needed.");
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw TrytonClient.Refuse(field, $"Tryton has no record '{id}'.");
        }

        domain ??= [];
        domain.Add((JsonNode)TrytonValue.Where("id", "=", number));
        return await FirstAsync(model, domain, ct)
            ?? throw TrytonClient.Refuse(field, $"Tryton has no record '{id}' that fits here.");
    }

    /// <summary>A record of the company's own.</summary>
    public async Task<int> RequireOwnAsync(string model, string? id, string field, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        return await RequireAsync(model, id, field, ct, [TrytonValue.Where("company", "=", company)]);
    }

    /// <summary>The currency of an ISO code, or the company's.</summary>
    public async Task<TrytonCurrency> CurrencyAsync(string? code, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        JsonArray fields = ["currency.code", "currency.digits"];
        var own = await tryton.CallAsync("model.company.company.read", [new JsonArray(company), fields], ct);
        var currency = Read(own[0].GetProperty("currency."));
        if (string.IsNullOrEmpty(code) || string.Equals(code, currency.Code, StringComparison.OrdinalIgnoreCase))
        {
            return currency;
        }

        var found = await SearchAsync(
            "currency.currency",
            [TrytonValue.Where("code", "=", code.ToUpperInvariant())],
            ["code", "digits"],
            ct
        );
        return found.Count is 0
            ? throw TrytonClient.Refuse("currency", $"Tryton has no currency {code}.")
            : Read(found[0]);
    }

    public async Task<int> CompanyCurrencyIdAsync(CancellationToken ct) => (await CurrencyAsync(null, ct)).Id;

    /// <summary>The first record of a search, or nothing.</summary>
    public async Task<int?> FirstAsync(string model, JsonArray domain, CancellationToken ct)
    {
        var found = await tryton.CallAsync(
            $"model.{model}.search",
            [domain, 0, 1, new JsonArray(new JsonArray("id", "ASC"))],
            ct
        );
        return found.GetArrayLength() is 0 ? null : found[0].GetInt32();
    }

    /// <summary>The records of a search that has few.</summary>
    public async Task<IReadOnlyList<JsonElement>> SearchAsync(
        string model,
        JsonArray domain,
        IEnumerable<string> fields,
        CancellationToken ct
    )
    {
        var found = await tryton.CallAsync(
            $"model.{model}.search_read",
            [domain, 0, null, new JsonArray(new JsonArray("id", "ASC")), TrytonValue.Strings(fields)],
            ct
        );
        return [.. found.EnumerateArray()];
    }

    /// <summary>Creates one record.</summary>
    public async Task<int> CreateAsync(string model, JsonObject values, CancellationToken ct)
    {
        var created = await tryton.CallAsync($"model.{model}.create", [new JsonArray(values)], ct);
        return created[0].GetInt32();
    }

    private static TrytonCurrency Read(JsonElement currency) =>
        new(
            currency.GetProperty("id").GetInt32(),
            currency.GetProperty("code").GetString(),
            currency.GetProperty("digits").GetInt32()
        );
}

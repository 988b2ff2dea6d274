using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Causeway.Compatibility.Tests.Tryton;

/// <summary>The live Tryton that <c>./test</c> starts, asked over its own JSON-RPC: what Causeway serves is compared with what it says.</summary>
internal sealed class TrytonBooks : IDisposable
{
    private readonly Dictionary<string, string> settings = (
        Environment.GetEnvironmentVariable("CAUSEWAY_TEST_TRYTON")
        ?? throw new InvalidOperationException("CAUSEWAY_TEST_TRYTON is not set: run these tests with ./test.")
    )
        .Split(';')
        .Select(p => p.Split('=', 2))
        .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>What a user enters to connect to it.</summary>
    public IReadOnlyDictionary<string, string> Credentials => settings;

    /// <summary>The company whose books are kept in it.</summary>
    public int Company { get; private set; }

    public const string CompanyName = "Saltmarsh Workshop Ltd";

    public static async Task<TrytonBooks> OpenAsync()
    {
        var books = new TrytonBooks();
        var password = new JsonObject { ["password"] = books.settings["password"] };
        var login = await books.CallAsync("common.db.login", books.settings["user"], password, "en");
        var session = $"{books.settings["user"]}:{login[0].GetInt32()}:{login[1].GetString()}";
        books.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Session",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(session))
        );
        var companies = await books.SearchAsync("company.company", [Where("party.name", "=", CompanyName)], "id");
        books.Company = companies.ShouldHaveSingleItem().GetProperty("id").GetInt32();
        return books;
    }

    public static JsonArray Where(string field, string comparison, JsonNode? value) => [field, comparison, value];

    public JsonArray OfCompany() => Where("company", "=", Company);

    public async Task<int> CountAsync(string model, params JsonArray[] domain) =>
        (await CallAsync($"model.{model}.search_count", new JsonArray([.. domain]), Context())).GetInt32();

    public async Task<List<JsonElement>> SearchAsync(string model, JsonArray domain, params string[] fields) =>
        await SearchAsync(model, domain, Context(), fields);

    public async Task<string> IdAsync(string model, string name) =>
        (await SearchAsync(model, [Where("name", "=", name), OfCompany()], "id"))
            .ShouldHaveSingleItem()
            .GetProperty("id")
            .GetInt32()
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>What Tryton's own report says: the balance of each account over all time, of posted entries.</summary>
    public async Task<Dictionary<string, decimal>> TrialBalanceAsync()
    {
        var context = Context();
        context["posted"] = true;
        context["from_date"] = Date(2000);
        context["to_date"] = Date(2100);
        var rows = await SearchAsync("account.account", [OfCompany()], context, "debit", "credit");
        return rows.ToDictionary(
            r => r.GetProperty("id").GetInt32().ToString(CultureInfo.InvariantCulture),
            r => Amount(r, "debit") - Amount(r, "credit")
        );
    }

    public static decimal Amount(JsonElement record, string field) =>
        record.GetProperty(field) is { ValueKind: JsonValueKind.Object } number
            ? decimal.Parse(
                number.GetProperty("decimal").GetString()!,
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            )
            : record.GetProperty(field).GetDecimal();

    public void Dispose() => http.Dispose();

    private async Task<List<JsonElement>> SearchAsync(
        string model,
        JsonArray domain,
        JsonObject context,
        params string[] fields
    )
    {
        var order = new JsonArray(new JsonArray("id", "ASC"));
        var names = new JsonArray([.. fields.Select(f => JsonValue.Create(f))]);
        var found = await CallAsync($"model.{model}.search_read", domain, 0, null, order, names, context);
        return [.. found.EnumerateArray()];
    }

    private JsonObject Context() =>
        Company is 0
            ? new JsonObject { ["active_test"] = false }
            : new JsonObject { ["active_test"] = false, ["company"] = Company };

    private static JsonObject Date(int year) =>
        new()
        {
            ["__class__"] = "date",
            ["year"] = year,
            ["month"] = 1,
            ["day"] = 1,
        };

    private async Task<JsonElement> CallAsync(string method, params JsonNode?[] arguments)
    {
        var body = new JsonObject
        {
            ["id"] = 1,
            ["method"] = method,
            ["params"] = new JsonArray(arguments),
        };
        // It takes nothing but this content type, without a character set and with a length.
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri($"{settings["url"]}/{settings["database"]}/"), content);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new ShouldAssertException($"{method}: {answer}");
    }
}

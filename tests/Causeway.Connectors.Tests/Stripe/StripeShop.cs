using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>An account at Stripe, made of copies of Stripe's official fixtures: shapes that are Stripe's, with figures that are a test's.</summary>
public sealed class StripeShop
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonObject Fixtures = JsonNode
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Stripe/Recordings/fixtures3.json")))!
        .AsObject()["resources"]!.AsObject();

    private readonly Lock gate = new();
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);
    private int events;

    public StripeShop()
    {
        Singles["/v1/account"] = Account = Fixture("account");
        Singles["/v1/balance"] = Balance = Fixture("balance");
        foreach (var path in Paths)
        {
            Lists[path] = [];
        }
    }

    /// <summary>Stripe's clock.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public JsonObject Account { get; }

    public JsonObject Balance { get; }

    public Dictionary<string, JsonObject> Singles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<JsonObject>> Lists { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonObject> ById { get; } = new(StringComparer.Ordinal);

    private static IEnumerable<string> Paths =>
        [
            "/v1/customers",
            "/v1/products",
            "/v1/prices",
            "/v1/tax_rates",
            "/v1/payment_intents",
            "/v1/charges",
            "/v1/refunds",
            "/v1/invoices",
            "/v1/invoice_payments",
            "/v1/checkout/sessions",
            "/v1/balance_transactions",
            "/v1/disputes",
            "/v1/terminal/locations",
            "/v1/payment_method_configurations",
            "/v1/events",
        ];

    /// <summary>A copy of an official fixture.</summary>
    public static JsonObject Fixture(string name) => (JsonObject)Fixtures[name]!.DeepClone();

    /// <summary>Adds a copy of a fixture.</summary>
    /// <param name="path">Where it is listed.</param>
    /// <param name="fixture">Which fixture.</param>
    /// <param name="id">Its id.</param>
    /// <param name="age">How long ago it was created.</param>
    /// <param name="change">What is different from the fixture.</param>
    public JsonObject Add(string path, string fixture, string id, TimeSpan age, Action<JsonObject>? change = null)
    {
        var record = Fixture(fixture);
        record["id"] = id;
        if (record.ContainsKey("created"))
        {
            record["created"] = (Now - age).ToUnixTimeSeconds();
        }

        change?.Invoke(record);
        lock (gate)
        {
            Lists[path].Add(record);
            ById[id] = record;
        }

        return record;
    }

    /// <summary>Something happens to a record, now.</summary>
    public JsonObject Happened(string type, JsonObject subject)
    {
        // An event holds its subject in the form of the account's own, older version.
        var snapshot = (JsonObject)subject.DeepClone();
        snapshot["name"] = "as it was in an older version";
        return Add(
            "/v1/events",
            "event",
            string.Create(CultureInfo.InvariantCulture, $"evt_{++events:D6}"),
            TimeSpan.Zero,
            e =>
            {
                e["type"] = type;
                e["data"] = new JsonObject { ["object"] = snapshot };
            }
        );
    }

    /// <summary>A record is deleted. Stripe goes on to answer for customers, but not for others.</summary>
    public void Delete(string path, string id, bool leavesTombstone)
    {
        lock (gate)
        {
            var record = ById[id];
            Lists[path].Remove(record);
            if (leavesTombstone)
            {
                deleted.Add(id);
            }
            else
            {
                ById.Remove(id);
            }
        }
    }

    public JsonObject? Find(string path, string id) =>
        ById.TryGetValue(id, out var record)
        && (deleted.Contains(id) || (Lists.TryGetValue(path, out var list) && list.Contains(record)))
            ? record
            : null;

    public bool IsDeleted(JsonObject record) => deleted.Contains((string)record["id"]!);

    public static JsonObject Tombstone(JsonObject record)
    {
        var tombstone = Fixture("deleted_customer");
        tombstone["id"] = (string)record["id"]!;
        return tombstone;
    }
}

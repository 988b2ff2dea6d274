using System.Globalization;
using System.Text.Json.Nodes;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>Makes the values that Tryton's JSON has its own form for, and the parts of a search's domain.</summary>
internal static class TrytonValue
{
    public static JsonObject Of(decimal value) =>
        new() { ["__class__"] = "Decimal", ["decimal"] = value.ToString(CultureInfo.InvariantCulture) };

    public static JsonObject Of(DateOnly value) =>
        new()
        {
            ["__class__"] = "date",
            ["year"] = value.Year,
            ["month"] = value.Month,
            ["day"] = value.Day,
        };

    public static JsonObject Of(DateTimeOffset value)
    {
        var utc = value.UtcDateTime;
        return new JsonObject
        {
            ["__class__"] = "datetime",
            ["year"] = utc.Year,
            ["month"] = utc.Month,
            ["day"] = utc.Day,
            ["hour"] = utc.Hour,
            ["minute"] = utc.Minute,
            ["second"] = utc.Second,
            ["microsecond"] = (utc.Millisecond * 1000) + utc.Microsecond,
        };
    }

    public static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(v => (JsonNode?)v)];

    public static JsonArray Ids(IEnumerable<int> ids) => [.. ids.Select(id => (JsonNode?)id)];

    /// <summary>A clause of a domain: <c>["company", "=", 1]</c>.</summary>
    public static JsonArray Where(string field, string comparison, JsonNode? value) => [field, comparison, value];

    /// <summary>Clauses of which one must hold.</summary>
    public static JsonArray Any(params IEnumerable<JsonNode> clauses) => ["OR", .. clauses];
}

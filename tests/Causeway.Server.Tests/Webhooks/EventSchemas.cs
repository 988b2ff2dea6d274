using System.Text.Json;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>What the API's OpenAPI documents say of each event's body (<c>event-schemas.json</c>), and what of a real one disagrees.</summary>
internal static class EventSchemas
{
    private static readonly Dictionary<string, JsonElement> Schemas = JsonSerializer.Deserialize<
        Dictionary<string, JsonElement>
    >(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Webhooks", "event-schemas.json")))!;

    /// <summary>The names that the documents have, a write's with a placeholder for its data type.</summary>
    public static IEnumerable<string> Names => Schemas.Keys;

    /// <summary>The name under which the documents have an event.</summary>
    public static string NameOf(string eventType) =>
        eventType.IndexOf(".write.", StringComparison.Ordinal) is > 0 and var at
            ? "{dataType}" + eventType[at..]
            : eventType;

    /// <summary>All that is wrong with a body.</summary>
    public static IReadOnlyList<string> Check(JsonElement body) =>
        [.. Check("", body, Schemas[NameOf(body.GetProperty("eventType").GetString()!)])];

    private static IEnumerable<string> Check(string at, JsonElement value, JsonElement schema)
    {
        if (value.ValueKind is JsonValueKind.Null)
        {
            return schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()
                ? []
                : [$"{at} is null"];
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            return all.EnumerateArray().SelectMany(s => Check(at, value, s));
        }

        if (schema.TryGetProperty("oneOf", out var some))
        {
            var findings = some.EnumerateArray().Select(s => Check(at, value, s).ToList()).ToList();
            return findings.Exists(f => f.Count == 0) ? [] : findings[0];
        }

        return Type(schema) switch
        {
            "object" => CheckObject(at, value, schema),
            "array" => value.ValueKind is JsonValueKind.Array
                ? value.EnumerateArray().SelectMany((v, i) => Check($"{at}[{i}]", v, schema.GetProperty("items")))
                : [$"{at} is no array"],
            "string" => CheckText(at, value, schema),
            "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _)
                ? []
                : [$"{at} is no integer"],
            "number" => value.ValueKind is JsonValueKind.Number ? [] : [$"{at} is no number"],
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [$"{at} is no boolean"],
            _ => [],
        };
    }

    private static IEnumerable<string> CheckObject(string at, JsonElement value, JsonElement schema)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            yield return $"{at} is no object";
            yield break;
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(r => r.GetString()!))
            {
                if (!value.TryGetProperty(name, out _))
                {
                    yield return $"{at}.{name} is missing";
                }
            }
        }

        var hasProperties = schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            var path = $"{at}.{member.Name}";
            if (hasProperties && properties.TryGetProperty(member.Name, out var inner))
            {
                foreach (var finding in Check(path, member.Value, inner))
                {
                    yield return finding;
                }
            }
            else if (!schema.TryGetProperty("additionalProperties", out var others))
            {
                yield return $"{path} is not documented";
            }
            else if (others.ValueKind is JsonValueKind.False)
            {
                yield return $"{path} is forbidden";
            }
            else if (others.ValueKind is JsonValueKind.Object)
            {
                foreach (var finding in Check(path, member.Value, others))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<string> CheckText(string at, JsonElement value, JsonElement schema)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            yield return $"{at} is no text";
            yield break;
        }

        var text = value.GetString()!;
        if (schema.TryGetProperty("enum", out var values) && values.EnumerateArray().All(v => v.GetString() != text))
        {
            yield return $"{at} is '{text}', which is none of its values";
        }

        var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
        if (format is "uuid" && !Guid.TryParseExact(text, "D", out _))
        {
            yield return $"{at} is no UUID";
        }

        if (format is "uri" && !Uri.TryCreate(text, UriKind.Absolute, out _))
        {
            yield return $"{at} is no address";
        }
    }

    private static string? Type(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) ? type.GetString()
        : schema.TryGetProperty("properties", out _) ? "object"
        : null;
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Causeway.Compatibility.Tests.Wire;

/// <summary>
/// What the API's OpenAPI documents say of the answers of an operation, in <c>facts.json</c> (which <c>make-facts.py</c> explains),
/// and whether a real answer agrees.
/// </summary>
public sealed partial class WireFacts
{
    private readonly Dictionary<string, Operation> operations;
    private readonly Dictionary<string, JsonElement> types;
    private readonly string errorType;

    private WireFacts(JsonElement facts)
    {
        operations = facts
            .GetProperty("operations")
            .EnumerateObject()
            .ToDictionary(
                o => o.Name,
                o => new Operation(o.Value[0].GetString()!, o.Value[1].GetInt32(), o.Value[2].GetString())
            );
        types = facts.GetProperty("types").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.Clone());
        errorType = facts.GetProperty("error").GetString()!;
    }

    /// <summary>What we add to the documented bodies: type and property. <c>docs/api-differences.md</c> has them too.</summary>
    public static HashSet<string> Additions { get; } =
    ["Connection.additionalProperties", "PullOperation.cause", "PullOperation.counts"];

    public IEnumerable<string> Operations => operations.Keys;

    public static WireFacts Load() =>
        new(
            JsonDocument
                .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "facts.json")))
                .RootElement.Clone()
        );

    /// <summary>The key of the operation that a request is for; null if the documents have none.</summary>
    public string? OperationOf(HttpMethod method, string path)
    {
        var request = path.Trim('/').Split('/');
        return operations
            .Keys.Where(k => k.StartsWith($"{method.Method} ", StringComparison.Ordinal))
            .Where(k => Matches(request, k[(k.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('/')))
            .MinBy(k => k.Count(c => c is '{')); // what is written out wins over what stands for anything
    }

    /// <summary>What is wrong with an answer to an operation.</summary>
    public IEnumerable<string> Check(string operation, int status, string? contentType, string body)
    {
        var (_, success, type) = operations[operation];
        if (status >= 400)
        {
            type = errorType;
        }
        else if (status != success)
        {
            return [$"the status is {status} instead of {success}"];
        }

        if (type is null || status is 204)
        {
            return body.Length is 0 ? [] : ["there is a body where none should be"];
        }

        return contentType is "application/json"
            ? CheckValue("", JsonDocument.Parse(body).RootElement, type)
            : [$"the content type is {contentType}"];
    }

    private static bool Matches(string[] request, string[] template) =>
        request.Length == template.Length
        && request.Zip(template).All(pair => pair.Second is "{}" || pair.Second == pair.First);

    private IEnumerable<string> CheckValue(string at, JsonElement value, string type)
    {
        if (type.EndsWith('?'))
        {
            return value.ValueKind is JsonValueKind.Null ? [] : CheckValue(at, value, type[..^1]);
        }

        return (type[0], value.ValueKind) switch
        {
            (_, JsonValueKind.Null) when type is not "any" => [$"{at} is null"],
            ('[', JsonValueKind.Array) => value
                .EnumerateArray()
                .SelectMany((item, i) => CheckValue($"{at}[{i}]", item, type[1..^1])),
            ('{', JsonValueKind.Object) => value
                .EnumerateObject()
                .SelectMany(entry => CheckValue($"{at}.{entry.Name}", entry.Value, type[1..^1])),
            _ when types.TryGetValue(type, out var named) => CheckNamed(at, value, type, named),
            _ => IsPlain(value, type) ? [] : [$"{at} is no {type}: {value.GetRawText()}"],
        };
    }

    private IEnumerable<string> CheckNamed(string at, JsonElement value, string name, JsonElement type)
    {
        if (type.ValueKind is JsonValueKind.Array)
        {
            return
                value.ValueKind is JsonValueKind.String
                && type.EnumerateArray().Any(v => v.GetString() == value.GetString())
                ? []
                : [$"{at} is no {name}: {value.GetRawText()}"];
        }

        return value.ValueKind is JsonValueKind.Object
            ? CheckObject(at, value, name, type)
            : [$"{at} is no {name}: {value.GetRawText()}"];
    }

    private IEnumerable<string> CheckObject(string at, JsonElement value, string name, JsonElement type)
    {
        var properties = type.EnumerateObject().ToDictionary(p => p.Name.TrimEnd('!'), p => p.Value.GetString()!);
        foreach (var required in type.EnumerateObject().Where(p => p.Name.EndsWith('!')))
        {
            if (!value.TryGetProperty(required.Name.TrimEnd('!'), out _))
            {
                yield return $"{at}.{required.Name.TrimEnd('!')} is missing";
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetValue(property.Name, out var expected))
            {
                foreach (var wrong in CheckValue($"{at}.{property.Name}", property.Value, expected))
                {
                    yield return wrong;
                }
            }
            else if (!Additions.Contains($"{name}.{property.Name}"))
            {
                yield return $"{at}.{property.Name} is not in {name}";
            }
        }
    }

    private static bool IsPlain(JsonElement value, string type) =>
        (type, value.ValueKind) switch
        {
            ("any", _) => true,
            ("string", JsonValueKind.String) => true,
            ("uuid", JsonValueKind.String) => value.TryGetGuid(out _),
            ("datetime", JsonValueKind.String) => DateTimeForm().IsMatch(value.GetString()!),
            ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
            ("number", JsonValueKind.Number) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DateTimeForm();

    private sealed record Operation(string Id, int Status, string? Type);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Causeway.Connectors.Tests.DataTypes;

/// <summary>
/// The fields of each data type as the API's OpenAPI documents (version 3.0.0) have them, in their order, in
/// <c>model-fields.json</c>: path to kind, <c>!</c> where it is required, and the values of an enum.
/// </summary>
internal static class PublishedFields
{
    /// <summary>How a single tracking category is read, which differs from how it is listed.</summary>
    public const string Tree = "trackingCategories (single)";

    private static readonly Dictionary<string, Dictionary<string, string>> ByType = JsonSerializer.Deserialize<
        Dictionary<string, Dictionary<string, string>>
    >(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "DataTypes", "model-fields.json")))!;

    public static IEnumerable<string> Types => ByType.Keys;

    public static IReadOnlyList<PublishedField> Of(string type) =>
        [.. ByType[type].Select(f => PublishedField.Parse(f.Key, f.Value))];

    /// <summary>Those that a record has itself: the others are added when it is served.</summary>
    public static IReadOnlyList<PublishedField> OfRecord(string type) =>
        [
            .. Of(type)
                .Where(f =>
                    type is Tree
                    || !(f.Path is "modifiedDate" || f.Path.StartsWith("metadata", StringComparison.Ordinal))
                ),
        ];

    /// <summary>An object in which every published field has a value.</summary>
    public static JsonObject Example(string type)
    {
        var root = new JsonObject();
        foreach (var field in OfRecord(type))
        {
            var parent = field.Path.Split('.')[..^1].Aggregate(root, Descend);
            parent[field.Name.TrimEnd('[', ']')] = field.Kind.EndsWith("[]", StringComparison.Ordinal)
                ? new JsonArray(Value(field with { Kind = field.Kind[..^2] }))
                : Value(field);
        }

        return root;
    }

    private static JsonObject Descend(JsonObject parent, string step) =>
        step.EndsWith("[]", StringComparison.Ordinal)
            ? parent[step[..^2]]!.AsArray()[0]!.AsObject()
            : parent[step]!.AsObject();

    private static JsonNode? Value(PublishedField field) =>
        field switch
        {
            { Values: [var first, ..] } => first,
            { Kind: "string" } => $"{field.Name} é \" <&> 日本",
            { Kind: "number" } => JsonNode.Parse("-583.3333333333333333333333330"),
            { Kind: "integer" } => 3,
            { Kind: "boolean" } => true,
            { Kind: "date" } => "2022-10-23T10:20:30.0000001Z",
            { Kind: "map", Name: "content" } => JsonNode.Parse(
                """{"My object":{"Own":1.50,"none":null,"list":[{}]}}"""
            ),
            { Kind: "map" } => JsonNode.Parse("""{"Some page":"https://example.com/?a=b&c=d"}"""),
            { Kind: "object" } => new JsonObject(),
            _ => throw new InvalidOperationException($"{field.Path} is a {field.Kind}."),
        };
}

internal sealed record PublishedField(string Path, string Kind, bool IsRequired, IReadOnlyList<string> Values)
{
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public bool IsInArray => Path.Contains("[]", StringComparison.Ordinal);

    public static PublishedField Parse(string path, string text)
    {
        var parts = text.Split(' ');
        var values = parts.Length is 1 ? [] : parts[1].Split('|');
        return new(path, parts[0].TrimEnd('!'), parts[0].EndsWith('!'), values);
    }

    public override string ToString() =>
        $"{Path} {Kind}{(IsRequired ? "!" : "")} {string.Join('|', Values.Order(StringComparer.Ordinal))}".TrimEnd();
}
